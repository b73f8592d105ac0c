import type { Actor } from "@admin-events/api";
import type { FindApiKey } from "@admin-events/core/access";
import type { ClientInfo } from "@admin-events/core/ingestion";
import type { IncomingHttpHeaders } from "node:http";
import type { Accounts } from "./accounts.ts";
import type { ReadUserToken } from "./user-tokens.ts";
import { isToken } from "./user-tokens.ts";
import { authorizeKey, bearerKey, KeyRejectedError } from "./authorize-key.ts";

/** Where somebody says who they are. */
export interface Credentials {
  headers: IncomingHttpHeaders;
  /** The address they ask from. */
  ip?: string;
  /** The first message of a WebSocket, which is where a program says what its socket cannot send as headers. */
  connectionParams?: Readonly<Record<string, string | undefined>> | null;
}

interface Doorkeepers {
  accounts: Pick<Accounts, "memberOf">;
  findKey: FindApiKey;
  readUserToken: ReadUserToken;
}

/** Who asks. A key or token that opens nothing makes somebody who is told so whatever they ask. */
export async function actorOf(
  { accounts, findKey, readUserToken }: Doorkeepers,
  credentials: Credentials,
): Promise<Actor> {
  try {
    const headers = headersWithParams(credentials);
    const { authorization, origin } = headers;
    if (authorization !== undefined) {
      const bearer = bearerKey(authorization);
      if (bearer !== undefined && isToken(bearer)) return { kind: "user", id: await readUserToken(bearer) };

      const key = await authorizeKey(findKey, bearer, origin);
      return { kind: "key", id: key.id, key: key.kind, signingSecret: key.signingSecret };
    }

    const member = await accounts.memberOf(headers);
    return member ? { kind: "member", ...member } : { kind: "anonymous" };
  } catch (error) {
    if (!(error instanceof KeyRejectedError)) throw error;
    return { kind: "refused", code: error.code, message: error.message };
  }
}

function headersWithParams({ headers, connectionParams }: Credentials): IncomingHttpHeaders {
  const said = new Map(
    Object.entries(connectionParams ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const authorization = said.get("authorization");
  const cookie = said.get("cookie");
  if (authorization === undefined && cookie === undefined) return headers;

  // A browser sends its visitor's cookie by itself; a page that names another one, or a key, is up to something.
  if (headers.origin !== undefined) {
    throw new KeyRejectedError("FORBIDDEN", "A page cannot say who asks over a WebSocket: its cookie does.");
  }
  return {
    ...headers,
    authorization: authorization ?? headers.authorization,
    cookie: cookie ?? headers.cookie,
  };
}

/** Where somebody asks from, and with what. */
export function getClientInfo({ headers, ip }: Credentials): ClientInfo {
  return { ip: ip ?? null, userAgent: headers["user-agent"] ?? null };
}

/** The same person with the same role, or the same key; whoever lost the role lost what came with it. */
export function isSameActor(before: Actor, now: Actor): boolean {
  if (before.kind === "member") {
    return now.kind === "member" && now.id === before.id && now.role === before.role;
  }
  if (before.kind === "user") return now.kind === "user" && now.id === before.id;
  if (before.kind === "key") return now.kind === "key" && now.id === before.id;

  return before.kind === now.kind;
}
