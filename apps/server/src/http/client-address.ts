import type { RequestHandler } from "express";
import type { IncomingMessage } from "node:http";
import { isIP, isIPv6 } from "node:net";

/** The client's IP address: behind a trusted proxy, the address that the proxy saw. Without a port. */
export function getClientAddress({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const seenByProxy = trustProxy ? parseForwardedAddress(headers["x-forwarded-for"]) : null;

  return seenByProxy ?? normalizeAddress(socket.remoteAddress ?? "") ?? "";
}

/** Sets `request.ip`, whose default in Express keeps the port that some proxies append. */
export function assignClientAddress(trustProxy: boolean): RequestHandler {
  return (request, _response, next) => {
    Object.defineProperty(request, "ip", { value: getClientAddress(request, trustProxy) });
    next();
  };
}

/**
 * The address that limits count under: an IPv4 address, or the first 64 bits of an IPv6 address, because one client has
 * all addresses of such a network.
 */
export function toLimitKey(address: string): string {
  if (!isIPv6(address)) return address;

  const [before = "", after] = address.split("::");
  const head = before.split(":").filter(Boolean);
  const tail = after === undefined ? [] : after.split(":").filter(Boolean);
  // An IPv4 address at the end takes the place of two groups.
  const written = head.length + tail.length + (address.includes(".") ? 1 : 0);
  const zeros = after === undefined ? 0 : Math.max(0, 8 - written);
  const groups = [...head, ...Array<string>(zeros).fill("0"), ...tail];

  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/** The last entry of `X-Forwarded-For`; null if it is not an IP address. */
function parseForwardedAddress(header: string | string[] | undefined): string | null {
  // Each proxy appends the address it saw; earlier entries are claims of the client.
  const last = [header].flat().join().split(",").at(-1)?.trim() ?? "";

  return normalizeAddress(last);
}

/** Removes the port, brackets and zone of an address, and unwraps IPv4 in IPv6; null if it is not an IP address. */
function normalizeAddress(text: string): string | null {
  const withoutPort =
    /^"?\[([^\]]+)\](?::\d+)?"?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = withoutPort.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");

  return isIP(address) === 0 ? null : address;
}
