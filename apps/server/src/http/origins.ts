import type { IncomingHttpHeaders } from "node:http";

/** The web origins that this server trusts. */
export interface Origins {
  /** The origin of this server in browsers. */
  own: string;
  /** The path under which the server is reached: empty, or such as `/analytics`. */
  basePath: string;
  /** The address of the panel: `own` with the base path. */
  address: string;
  /** `own`, and for a local server the other local names of this machine. */
  aliases: readonly string[];
  /** The alias under which the request was sent; `own` if it cannot be told. */
  resolve: (headers: IncomingHttpHeaders) => string;
  /** Whether the request comes from a page of this server. */
  isOwnPage: (headers: IncomingHttpHeaders) => boolean;
  /** Whether pages of this origin can open a WebSocket. */
  canOpenSocket: (origin: string) => boolean;
}

const LOCAL_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** @param socketOrigins further origins whose pages can open a WebSocket. */
export function createOrigins(own: string, socketOrigins: readonly string[], basePath = ""): Origins {
  const { protocol, hostname, port } = new URL(own);
  const aliases = LOCAL_NAMES.includes(hostname)
    ? LOCAL_NAMES.map((name) => `${protocol}//${name}${port && `:${port}`}`)
    : [own];
  const aliasByHost = new Map(aliases.map((alias) => [new URL(alias).host, alias]));

  return {
    own,
    basePath,
    address: own + basePath,
    aliases,
    resolve: ({ origin, host = "" }) =>
      origin !== undefined && aliases.includes(origin)
        ? origin
        : (aliasByHost.get(host.toLowerCase()) ?? own),
    isOwnPage(headers) {
      // Browsers send Origin with every unsafe method, or at least Sec-Fetch-Site.
      if (headers.origin !== undefined) return aliases.includes(headers.origin);
      return headers["sec-fetch-site"] === "same-origin";
    },
    canOpenSocket: (origin) => aliases.includes(origin) || socketOrigins.includes(origin),
  };
}
