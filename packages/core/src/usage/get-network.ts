import { isIPv4, isIPv6 } from "node:net";

/**
 * The network an address lies in, so that nobody can be found by it: `203.0.113.0/24`, `2001:db8:7::/48`. An IPv4
 * address inside an IPv6 one counts as IPv4. Null for anything that is no address.
 */
export function getNetwork(address: string | null | undefined): string | null {
  const bare = (address ?? "")
    .trim()
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(bare)) return `${bare.split(".").slice(0, 3).join(".")}.0/24`;
  if (!isIPv6(bare)) return null;

  // A URL writes an address in its one canonical form, where "::" stands for the groups that are left out.
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const leading = head === "" ? [] : head.split(":");
  const trailing = (tail ?? "") === "" ? [] : tail!.split(":");
  const zeros = tail === undefined ? 0 : 8 - leading.length - trailing.length;
  const groups = [...leading, ...Array.from({ length: zeros }, () => "0"), ...trailing];

  return `${groups.slice(0, 3).join(":")}::/48`;
}
