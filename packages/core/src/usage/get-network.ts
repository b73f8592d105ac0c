import { isIPv4, isIPv6 } from "node:net";

/** `203.0.113.0/24` or `2001:db8:7::/48`, which identify nobody. IPv4-mapped addresses count as IPv4. Null for anything else. */
export function getNetwork(address: string | null | undefined): string | null {
  const bare = (address ?? "")
    .trim()
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(bare)) return `${bare.split(".").slice(0, 3).join(".")}.0/24`;
  if (!isIPv6(bare)) return null;

  // URL writes an address in its canonical form, where "::" replaces groups of zeros.
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const leading = head === "" ? [] : head.split(":");
  const trailing = (tail ?? "") === "" ? [] : tail!.split(":");
  const zeroCount = tail === undefined ? 0 : 8 - leading.length - trailing.length;
  const groups = [...leading, ...Array.from({ length: zeroCount }, () => "0"), ...trailing];

  return `${groups.slice(0, 3).join(":")}::/48`;
}
