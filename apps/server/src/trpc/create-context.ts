import type { Actor, ApiContext } from "@admin-events/api";
import type { FindApiKey } from "@admin-events/core/access";
import type { QueryEngine } from "@admin-events/core/analytics";
import type { MikroORM } from "@admin-events/db";
import type { Accounts } from "../auth/accounts.ts";
import type { ReadUserToken } from "../auth/user-tokens.ts";
import type { Credentials } from "../auth/resolve-caller.ts";
import { actorOf, isSameActor, getClientInfo } from "../auth/resolve-caller.ts";
import type { Watch } from "../monitoring/create-monitor.ts";

/** What every context shares. */
export interface ContextParts {
  catalog: ApiContext["catalog"];
  runtime: ApiContext["runtime"];
  ingestItems: ApiContext["ingestItems"];
  recordRequest?: ApiContext["recordRequest"];
  orm: MikroORM;
  /** An ORM whose sessions refuse to write. */
  readingOrm: MikroORM;
  engine?: QueryEngine;
  timeZone: string;
  accounts: Accounts;
  findKey: FindApiKey;
  readUserToken: ReadUserToken;
  /** Sees what this process does. Absent in one that serves nobody. */
  watch?: Watch;
}

/** The context of a request that came over HTTP or opened a WebSocket. */
export async function contextForRequest(
  parts: ContextParts,
  credentials: Credentials,
  requestId: string,
): Promise<ApiContext> {
  const actor = await actorOf(parts, credentials);

  return {
    ...contextFor(parts, actor, requestId, getClientInfo(credentials)),
    isStillAuthorized: rememberLatest(async () => isSameActor(actor, await actorOf(parts, credentials))),
  };
}

/** The context of a call from within this process. */
export function contextFor(
  {
    catalog,
    runtime,
    ingestItems,
    recordRequest,
    orm,
    readingOrm,
    engine,
    timeZone,
    watch,
  }: Omit<ContextParts, "accounts" | "findKey" | "readUserToken">,
  actor: Actor,
  requestId: string,
  from?: ApiContext["from"],
): ApiContext {
  return {
    actor,
    catalog,
    runtime,
    ingestItems,
    from,
    recordRequest,
    vitals: watch?.vitals,
    noteAnswer: watch?.noteAnswer,
    em: orm.em.fork(),
    reader: readingOrm.em.fork(),
    engine,
    timeZone,
    requestId,
    isStillAuthorized: () => Promise.resolve(true),
  };
}

/** Asks anew when the latest answer is too old, once for all who want to know at a time. It begins with a yes. */
function rememberLatest(ask: () => Promise<boolean>): ApiContext["isStillAuthorized"] {
  let latest = { answer: true, askedAt: Date.now() };
  let asking: Promise<boolean> | null = null;

  async function askAnew(): Promise<boolean> {
    const askedAt = Date.now();
    latest = { answer: await ask(), askedAt };

    return latest.answer;
  }

  return async (maxAge = 0) => {
    if (Date.now() - latest.askedAt < maxAge) return latest.answer;

    asking ??= askAnew().finally(() => (asking = null));
    return asking;
  };
}
