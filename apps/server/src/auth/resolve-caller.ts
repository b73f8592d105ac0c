import type { Actor } from "@admin-events/api";
import type { ClientInfo } from "@admin-events/core/ingestion";
import type { IncomingHttpHeaders } from "node:http";
import type { Accounts } from "./accounts.ts";
import type { KeyDeps } from "./authorize-key.ts";
import { authorizeKey, getBearerToken, KeyRejectedError } from "./authorize-key.ts";
import type { ReadUserToken } from "./user-tokens.ts";
import { isUserToken } from "./user-tokens.ts";

/** The part of a request that identifies its caller. */
export interface Credentials {
  headers: IncomingHttpHeaders;
  ip?: string;
  /** tRPC's first WebSocket message, where programs send what they cannot send as headers. */
  connectionParams?: Readonly<Record<string, string | undefined>> | null;
}

interface CallerDeps extends KeyDeps {
  accounts: Pick<Accounts, "findMember">;
  readUserToken: ReadUserToken;
}

/** Resolves the caller. An invalid credential yields a `refused` actor. */
export async function resolveCaller(deps: CallerDeps, credentials: Credentials): Promise<Actor> {
  try {
    const headers = mergeConnectionParams(credentials);
    const { authorization, origin } = headers;
    if (authorization !== undefined) {
      const token = getBearerToken(authorization);
      if (token !== undefined && isUserToken(token))
        return { kind: "user", id: await deps.readUserToken(token) };

      const key = await authorizeKey(deps, { key: token, origin, address: credentials.ip ?? "" });
      return { kind: "key", id: key.id, key: key.kind, signingSecret: key.signingSecret };
    }

    const member = await deps.accounts.findMember(headers);
    return member ? { kind: "member", ...member } : { kind: "anonymous" };
  } catch (error) {
    if (!(error instanceof KeyRejectedError)) throw error;
    return { kind: "refused", code: error.code, message: error.message, keyId: error.keyId };
  }
}

function mergeConnectionParams({ headers, connectionParams }: Credentials): IncomingHttpHeaders {
  const params = new Map(
    Object.entries(connectionParams ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const authorization = params.get("authorization");
  const cookie = params.get("cookie");
  if (authorization === undefined && cookie === undefined) return headers;

  // A browser sends the visitor's cookie by itself, so a page with other credentials could be an attack.
  if (headers.origin !== undefined) {
    throw new KeyRejectedError(
      "FORBIDDEN",
      "Web pages cannot send credentials over a WebSocket. Sign in with a cookie instead.",
    );
  }
  return {
    ...headers,
    authorization: authorization ?? headers.authorization,
    cookie: cookie ?? headers.cookie,
  };
}

export function getClientInfo({ headers, ip }: Credentials): ClientInfo {
  return { ip: ip ?? null, userAgent: headers["user-agent"] ?? null };
}

/** Whom a WebSocket connection belongs to; null for a caller without valid credentials. */
export function getConnectionOwner(actor: Actor): { id: string; isProven: boolean } | null {
  if (actor.kind === "key") return { id: `key ${actor.id}`, isProven: actor.key === "secret" };
  if (actor.kind === "user" || actor.kind === "member")
    return { id: `${actor.kind} ${actor.id}`, isProven: true };

  return null;
}

/** Whether both are the same person with the same role, or the same key. */
export function isSameActor(before: Actor, now: Actor): boolean {
  if (before.kind === "member") {
    return now.kind === "member" && now.id === before.id && now.role === before.role;
  }
  if (before.kind === "user") return now.kind === "user" && now.id === before.id;
  if (before.kind === "key") return now.kind === "key" && now.id === before.id;

  return before.kind === now.kind;
}
