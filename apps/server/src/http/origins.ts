import type { IncomingHttpHeaders } from "node:http";

/** Whose pages may do what here. */
export interface Origins {
  /** Where browsers find this server. */
  own: string;
  /** Every spelling of `own`: a server on this machine is also found under the machine's other local names. */
  aliases: readonly string[];
  /** Whether a browser says that a page of this server made the request. */
  isOwnPage: (headers: IncomingHttpHeaders) => boolean;
  /** Whether pages of an origin may open a WebSocket. */
  mayOpenSocket: (origin: string) => boolean;
}

const localNames = ["localhost", "127.0.0.1", "[::1]"];

export function createOrigins(own: string, furtherForSockets: readonly string[]): Origins {
  const { protocol, hostname, port } = new URL(own);
  const aliases = localNames.includes(hostname)
    ? localNames.map((name) => `${protocol}//${name}${port && `:${port}`}`)
    : [own];

  return {
    own,
    aliases,
    isOwnPage(headers) {
      // Every browser sends Origin with an unsafe method; one that hides it still says where the request comes from.
      if (headers.origin !== undefined) return aliases.includes(headers.origin);
      return headers["sec-fetch-site"] === "same-origin";
    },
    mayOpenSocket: (origin) => aliases.includes(origin) || furtherForSockets.includes(origin),
  };
}
