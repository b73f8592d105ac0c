import { isIP, isIPv4 } from "node:net";

/** Removes the port, brackets and zone of an address, and unwraps IPv4 in IPv6; null if it is not an IP address. */
export function normalizeAddress(text: string): string | null {
  const withoutPort =
    /^"?\[([^\]]+)\](?::\d+)?"?$/.exec(text)?.[1] ?? /^"?([\d.]+)(?::\d+)?"?$/.exec(text)?.[1] ?? text;
  const address = unwrapIPv4(withoutPort.replace(/%.*$/, ""));

  return isIP(address) === 0 ? null : address;
}

/** `::ffff:10.0.0.1` and `::ffff:a00:1` are `10.0.0.1`. */
function unwrapIPv4(address: string): string {
  const rest = /^(?:::|0:0:0:0:0:)ffff:(.+)$/i.exec(address)?.[1];
  if (rest === undefined || isIPv4(rest)) return rest ?? address;

  const [, high, low] = /^([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(rest) ?? [];
  if (high === undefined || low === undefined) return address;
  const bits = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16);

  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join(".");
}
