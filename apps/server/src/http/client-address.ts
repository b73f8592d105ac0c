import type { RequestHandler } from "express";
import { isIPv6 } from "node:net";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** Sets `request.ip`, whose default in Express keeps the port that some proxies append. */
export function assignClientAddress(proxies: TrustedProxies): RequestHandler {
  return (request, _response, next) => {
    Object.defineProperty(request, "ip", { value: proxies.getClientAddress(request) });
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
