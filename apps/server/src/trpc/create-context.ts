import type { Actor, ApiContext } from "@admin-events/api";
import type { FindApiKey } from "@admin-events/core/access";
import type { QueryEngine } from "@admin-events/core/analytics";
import type { Rejection } from "@admin-events/core/item-result";
import type { MikroORM } from "@admin-events/db";
import type { Accounts } from "../auth/accounts.ts";
import type { Credentials } from "../auth/resolve-caller.ts";
import { getClientInfo, isSameActor, resolveCaller } from "../auth/resolve-caller.ts";
import type { SenderLimits } from "../auth/sender-limits.ts";
import type { ReadUserToken } from "../auth/user-tokens.ts";
import type { Monitor } from "../monitoring/create-monitor.ts";

/** Shared by all contexts. */
export interface ContextDeps {
  runtime: ApiContext["runtime"];
  ingestItems: ApiContext["ingestItems"];
  /** For items that the transport rejects before `ingestItems`. */
  recordRejection: (rejection: Rejection) => void;
  recordRequest?: ApiContext["recordRequest"];
  onErased?: ApiContext["onErased"];
  orm: MikroORM;
  /** Its sessions are read-only. */
  readingOrm: MikroORM;
  engine?: QueryEngine;
  timeZone: string;
  retention?: ApiContext["retention"];
  accounts: Accounts;
  findKey: FindApiKey;
  senderLimits: SenderLimits;
  readUserToken: ReadUserToken;
  /** Absent in a process that is not a server. */
  monitor?: Monitor;
}

/** The context of an HTTP request or a WebSocket connection. */
export async function createRequestContext(
  deps: ContextDeps,
  credentials: Credentials,
  requestId: string,
): Promise<ApiContext> {
  const actor = await resolveCaller(deps, credentials);

  return {
    ...createContext(deps, actor, requestId, getClientInfo(credentials)),
    countItem: () => countItem(deps.senderLimits, actor, credentials.ip ?? ""),
    isStillAuthorized: cacheLatest(async () => isSameActor(actor, await resolveCaller(deps, credentials))),
  };
}

async function countItem(
  { countItems }: SenderLimits,
  actor: Actor,
  address: string,
): Promise<number | null> {
  if (actor.kind === "key") return countItems({ id: actor.id, kind: actor.key }, address, 1);

  return actor.kind === "user" ? countItems({ id: actor.id, kind: "user" }, address, 1) : null;
}

/** The context of a call within this process. */
export function createContext(
  {
    runtime,
    ingestItems,
    recordRequest,
    onErased,
    orm,
    readingOrm,
    engine,
    timeZone,
    retention,
    monitor,
  }: Omit<ContextDeps, "accounts" | "findKey" | "readUserToken" | "recordRejection" | "senderLimits">,
  actor: Actor,
  requestId: string,
  client?: ApiContext["client"],
): ApiContext {
  return {
    actor,
    runtime,
    ingestItems,
    client,
    recordRequest,
    onErased,
    getProcessStats: monitor?.getStats,
    onCallFinished: monitor?.recordCall,
    em: orm.em.fork(),
    reader: readingOrm.em.fork(),
    engine,
    timeZone,
    retention,
    requestId,
    isStillAuthorized: () => Promise.resolve(true),
  };
}

/** Caches the latest result and shares a check in progress. Starts with true, because the caller was just resolved. */
function cacheLatest(check: () => Promise<boolean>): ApiContext["isStillAuthorized"] {
  let latest = { result: true, checkedAt: Date.now() };
  let checking: Promise<boolean> | null = null;

  async function refresh(): Promise<boolean> {
    const checkedAt = Date.now();
    latest = { result: await check(), checkedAt };

    return latest.result;
  }

  return async (maxAgeMs = 0) => {
    if (Date.now() - latest.checkedAt < maxAgeMs) return latest.result;

    checking ??= refresh().finally(() => (checking = null));
    return checking;
  };
}
