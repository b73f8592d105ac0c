import type { Connection } from "./connection.ts";
import type { EventColumns, Segment } from "./column-chunk.ts";
import type { Snapshot } from "./snapshot.ts";

/** Visitors by their numbers, and which user each became. */
type Links = ReadonlyMap<number, number>;

/** Knows who became whom, from the rows that changed since it looked last. */
export interface Identities {
  /**
   * The links as the client's snapshot shows them. One call must end before the snapshot of the next one is taken, so that
   * nothing that is known is ever older than what was seen.
   */
  refresh(connection: Connection, snapshot: Snapshot): Promise<Links>;
  /** The segments with the people behind their numbers, which go up to the highest. */
  resolve(segments: readonly Segment[], links: Links, highest: number): EventColumns;
}

/** So many numbers may be given before the list of all is made anew. */
const roomForNewPeople = 10_000;

export function keepIdentities(): Identities {
  let known: Links = new Map();
  let seen = 0;
  let made: { links: Links; whois: Uint32Array } | null = null;

  return {
    async refresh({ client, schema }, snapshot) {
      const { rows } = await client.query<{ visitor: number; user: number | null }>(
        `select anonymous_id as visitor, user_id as "user" from ${schema}.identities where xid >= $1::text::xid8`,
        [String(seen)],
      );
      seen = snapshot.oldest;
      // Other metrics may still be using the links as they were.
      if (rows.length > 0) known = applied(known, rows);

      return known;
    },
    resolve(segments, links, highest) {
      if (links.size === 0) return { segments, numbers: highest + 1, peopleOf: ({ people }) => people };

      const enough = made?.links === links && made.whois.length > highest;
      if (!made || !enough) made = { links, whois: identityMapUpTo(links, highest + roomForNewPeople) };
      return { segments, numbers: made.whois.length, peopleOf: resolver(made.whois, segments) };
    },
  };
}

function applied(links: Links, rows: readonly { visitor: number; user: number | null }[]): Links {
  const next = new Map(links);
  for (const { visitor, user } of rows) {
    if (user === null) next.delete(visitor);
    else next.set(visitor, user);
  }

  return next;
}

/** Looks people up in one stretch of memory, as long as the longest segment. */
function resolver(whois: Uint32Array, segments: readonly Segment[]): EventColumns["peopleOf"] {
  const longest = segments.reduce((most, { people }) => Math.max(most, people.length), 0);
  const resolved = new Uint32Array(longest);

  return ({ people }) => {
    for (let place = 0; place < people.length; place++) resolved[place] = whois[people[place] ?? 0] ?? 0;
    return resolved;
  };
}

/** The person behind each number: a visitor's number leads to the user's. */
function identityMapUpTo(links: Links, highest: number): Uint32Array {
  const users = [...links].flatMap(([visitor, user]) => (visitor <= highest ? [user] : []));
  const length = users.reduce((most, user) => Math.max(most, user), highest) + 1;
  const whois = Uint32Array.from({ length }, (_, number) => number);
  for (const [visitor, user] of links) if (visitor <= highest) whois[visitor] = user;

  return whois;
}
