import type { ColumnChunk, EventColumns } from "./column-chunk.ts";
import type { Connection } from "./connection.ts";
import type { Snapshot } from "./snapshot.ts";

type VisitorLinks = ReadonlyMap<number, number>;

/** Maps visitors to the users they became. Reads only the links that changed since the last refresh. */
export interface IdentityMap {
  /** As the snapshot shows them. A call must end before the next snapshot is taken, so the map is never older than a snapshot. */
  refresh(connection: Connection, snapshot: Snapshot): Promise<VisitorLinks>;
  /** The columns of chunks whose user ids are at most `maxUserId`. */
  resolve(chunks: readonly ColumnChunk[], links: VisitorLinks, maxUserId: number): EventColumns;
}

/** The number of new users until the lookup table is rebuilt. */
const SPARE_USER_IDS = 10_000;

export function createIdentityMap(): IdentityMap {
  let currentLinks: VisitorLinks = new Map();
  let readFromXid = 0;
  let table: { links: VisitorLinks; userIds: Uint32Array } | null = null;

  return {
    async refresh({ client, schema }, snapshot) {
      const { rows } = await client.query<LinkRow>(
        `select anonymous_id as "visitorId", user_id as "userId" from ${schema}.identities where xid >= $1::text::xid8`,
        [String(readFromXid)],
      );
      readFromXid = snapshot.oldestXid;
      // A copy, because other queries may still use the previous links.
      if (rows.length > 0) currentLinks = applyChanges(currentLinks, rows);

      return currentLinks;
    },
    resolve(chunks, links, maxUserId) {
      if (links.size === 0)
        return { chunks, userIdLimit: maxUserId + 1, resolveUsers: ({ userIds }) => userIds };

      if (table?.links !== links || table.userIds.length <= maxUserId)
        table = { links, userIds: buildLookupTable(links, maxUserId + SPARE_USER_IDS) };
      return {
        chunks,
        userIdLimit: table.userIds.length,
        resolveUsers: createResolver(table.userIds, chunks),
      };
    },
  };
}

interface LinkRow {
  visitorId: number;
  userId: number | null;
}

function applyChanges(links: VisitorLinks, changes: readonly LinkRow[]): VisitorLinks {
  const next = new Map(links);
  for (const { visitorId, userId } of changes) {
    if (userId === null) next.delete(visitorId);
    else next.set(visitorId, userId);
  }

  return next;
}

/** Reuses one array, as long as the longest chunk, for all chunks. */
function createResolver(table: Uint32Array, chunks: readonly ColumnChunk[]): EventColumns["resolveUsers"] {
  const maxLength = chunks.reduce((max, { userIds }) => Math.max(max, userIds.length), 0);
  const resolved = new Uint32Array(maxLength);

  return ({ userIds }) => {
    for (let position = 0; position < userIds.length; position++)
      resolved[position] = table[userIds[position] ?? 0] ?? 0;
    return resolved;
  };
}

function buildLookupTable(links: VisitorLinks, maxUserId: number): Uint32Array {
  const linkedUserIds = [...links].flatMap(([visitorId, userId]) => (visitorId <= maxUserId ? [userId] : []));
  const length = linkedUserIds.reduce((max, userId) => Math.max(max, userId), maxUserId) + 1;
  const table = Uint32Array.from({ length }, (_, id) => id);
  for (const [visitorId, userId] of links) if (visitorId <= maxUserId) table[visitorId] = userId;

  return table;
}
