import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";
import { normalizeAddress } from "./ip-address.ts";

/**
 * The proxies in front of the server: how many there are, or their networks, such as `10.0.0.0/8`, `2001:db8::7` and `private`.
 * 0 or an empty list for none.
 */
export type TrustedProxiesSetting = number | readonly string[];

/** Tells the headers of proxies from the claims of clients. */
export interface TrustedProxies {
  /** Whether one of them sent the request, so that its `X-Forwarded-*` headers hold. */
  hasSent: (request: IncomingMessage) => boolean;
  /** The client's IP address: behind trusted proxies, the address that the first of them saw. Without a port. */
  getClientAddress: (request: IncomingMessage) => string;
}

/** Loopback, private and link-local addresses of IPv4 and IPv6. */
export const PRIVATE_NETWORKS = [
  "10.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "::1",
  "fc00::/7",
  "fe80::/10",
];
export const MAX_HOPS = 10;
/** Longer ones are not read: they are claims of a client, and reading them takes time. */
const MAX_FORWARDED_LENGTH = 1_000;

/** @throws {Error} for a network that {@link findNetworkProblem} reports. */
export function createTrustedProxies(setting: TrustedProxiesSetting): TrustedProxies {
  const isTrusted = typeof setting === "number" ? createHopCheck(setting) : createNetworkCheck(setting);
  const getSender = ({ socket }: IncomingMessage) => normalizeAddress(socket.remoteAddress ?? "") ?? "";

  return {
    hasSent: (request) => isTrusted(getSender(request), 0),
    getClientAddress(request) {
      let address = getSender(request);
      if (!isTrusted(address, 0)) return address;

      // Each proxy appends the address that it saw; what the client claims comes first.
      for (const [index, text] of listForwarded(request.headers).reverse().entries()) {
        if (!isTrusted(address, index)) break;
        const next = normalizeAddress(text.trim());
        if (next === null) break;
        address = next;
      }
      return address;
    },
  };
}

/** What is wrong with an address or network in CIDR notation; null if nothing is. */
export function findNetworkProblem(network: string): string | null {
  if (network === "private") return null;
  const [address = "", prefix, ...rest] = network.split("/");
  const normalized = normalizeAddress(address);
  if (isIP(address) === 0 || normalized === null || rest.length > 0)
    return `${network} is not an IP address or a network such as 10.0.0.0/8`;
  if (prefix === undefined) return null;

  const min = isMapped(address, normalized) ? 96 : 0;
  const max = isIPv6(address) ? 128 : 32;
  const isInRange = /^\d{1,3}$/.test(prefix) && Number(prefix) >= min && Number(prefix) <= max;
  return isInRange ? null : `the number after the slash in ${network} must be from ${min} to ${max}`;
}

type TrustCheck = (address: string, hop: number) => boolean;

function createHopCheck(hops: number): TrustCheck {
  return (_address, hop) => hop < hops;
}

function createNetworkCheck(networks: readonly string[]): TrustCheck {
  const list = createNetworkList(networks.flatMap((each) => (each === "private" ? PRIVATE_NETWORKS : each)));

  return (address) => list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

export function createNetworkList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const problem = findNetworkProblem(network);
    if (problem !== null) throw new Error(problem);

    const [address = "", prefix] = network.split("/");
    const normalized = normalizeAddress(address) ?? "";
    const bits = isMapped(address, normalized) ? Number(prefix ?? 128) - 96 : prefix;
    const family = isIPv6(normalized) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(normalized, family);
    else list.addSubnet(normalized, Number(bits), family);
  }
  return list;
}

/** Whether an IPv6 address contains an IPv4 address. */
function isMapped(address: string, normalized: string): boolean {
  return isIPv6(address) && !isIPv6(normalized);
}

/** The addresses of `X-Forwarded-For`, or else of `Forwarded`, the nearest to the server last. */
function listForwarded(headers: IncomingHttpHeaders): string[] {
  const forwardedFor = [headers["x-forwarded-for"] ?? []].flat().join();
  if (forwardedFor !== "") return forwardedFor.split(",");

  const { forwarded = "" } = headers;
  if (forwarded === "" || forwarded.length > MAX_FORWARDED_LENGTH) return [];
  const elements = forwarded.match(/(?:[^",]|"[^"]*")+/g) ?? [];

  return elements.map((element) => /(?:^|;)\s*for=("[^"]*"|[^;]*)/i.exec(element)?.[1] ?? "");
}
