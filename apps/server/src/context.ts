import type { Actor, ApiContext } from "@admin-events/api";
import type { FindApiKey } from "@admin-events/core/access";
import type { Segments } from "@admin-events/core/analytics";
import type { MikroORM } from "@admin-events/db";
import { TRPCError } from "@trpc/server";
import type { IncomingHttpHeaders } from "node:http";
import type { Accounts } from "./accounts/accounts.ts";
import { authorizeKey, bearerKey, KeyRefused } from "./authorize-key.ts";

/** What every context shares. */
export interface ContextParts {
  catalog: ApiContext["catalog"];
  runtime: ApiContext["runtime"];
  orm: MikroORM;
  /** An ORM whose sessions refuse to write. */
  readingOrm: MikroORM;
  segments?: Segments;
  timeZone: string;
  accounts: Accounts;
  findKey: FindApiKey;
}

/** The context of a request that came over HTTP or opened a WebSocket. @throws {TRPCError} for a key that is refused. */
export async function contextForRequest(
  parts: ContextParts,
  headers: IncomingHttpHeaders,
  requestId: string,
): Promise<ApiContext> {
  const actor = await actorOf(parts, headers);

  return {
    ...contextFor(parts, actor, requestId),
    isStillSignedIn: async () => isSamePerson(actor, await actorOf(parts, headers)),
  };
}

/** The context of a call from within this process. */
export function contextFor(
  { catalog, runtime, orm, readingOrm, segments, timeZone }: Omit<ContextParts, "accounts" | "findKey">,
  actor: Actor,
  requestId: string,
): ApiContext {
  return {
    actor,
    catalog,
    runtime,
    em: orm.em.fork(),
    reader: readingOrm.em.fork(),
    segments,
    timeZone,
    requestId,
    isStillSignedIn: () => Promise.resolve(true),
  };
}

async function actorOf({ accounts, findKey }: ContextParts, headers: IncomingHttpHeaders): Promise<Actor> {
  if (headers.authorization !== undefined) {
    const key = await refusedAsTrpcError(
      authorizeKey(findKey, bearerKey(headers.authorization), headers.origin),
    );
    return { kind: "key", id: key.id, key: key.kind };
  }

  const member = await accounts.memberOf(headers);
  return member ? { kind: "member", ...member } : { kind: "anonymous" };
}

async function refusedAsTrpcError<Found>(authorizing: Promise<Found>): Promise<Found> {
  try {
    return await authorizing;
  } catch (error) {
    if (!(error instanceof KeyRefused)) throw error;
    throw new TRPCError({ code: error.code, message: error.message, cause: error });
  }
}

/** The same person with the same role; whoever lost the role lost what came with it. */
function isSamePerson(before: Actor, now: Actor): boolean {
  if (before.kind === "member") {
    return now.kind === "member" && now.id === before.id && now.role === before.role;
  }
  return before.kind === now.kind;
}
