import fc from "fast-check";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import type { TrustedProxiesSetting } from "./trusted-proxies.ts";
import { createTrustedProxies, findNetworkProblem } from "./trusted-proxies.ts";

const proxy = "10.0.0.1";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:51234", "203.0.113.7"],
  ["[2001:db8::7]", "2001:db8::7"],
  ["[2001:db8::7]:443", "2001:db8::7"],
  ['"[2001:db8::7]:443"', "2001:db8::7"],
  ["2001:db8::7", "2001:db8::7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::ffff:cb00:7107", "203.0.113.7"],
  ["[::ffff:203.0.113.7]:80", "203.0.113.7"],
  ["fe80::1%eth0", "fe80::1"],
  ["198.51.100.1, 203.0.113.7:80", "203.0.113.7"],
  ["unknown", proxy],
  ["_hidden:80", proxy],
  ["", proxy],
  ["203.0.113.7,", proxy],
])("behind one proxy, X-Forwarded-For %j is the address %s", (forwarded, address) => {
  expect(getAddress(1, { "x-forwarded-for": forwarded })).toBe(address);
});

test.each<[TrustedProxiesSetting, string, string]>([
  [0, "203.0.113.7", proxy],
  [[], "203.0.113.7", proxy],
  [2, "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"],
  [3, "198.51.100.1, 203.0.113.7, 10.0.0.2", "198.51.100.1"],
  [2, "203.0.113.7", "203.0.113.7"],
  [2, "203.0.113.7, unknown", proxy],
  [["10.0.0.0/8"], "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"],
  [["10.0.0.1"], "203.0.113.7, 10.0.0.2", "10.0.0.2"],
  [["192.168.0.0/16"], "203.0.113.7", proxy],
  [["10.0.0.0/8", "2001:db8::/32"], "203.0.113.7, [2001:db8::7]:443", "203.0.113.7"],
  [["::ffff:10.0.0.0/104"], "203.0.113.7", "203.0.113.7"],
  [["private"], "203.0.113.7, fd00::1, 192.168.7.7, 127.0.0.1", "203.0.113.7"],
  [["private"], "10.0.0.3, 10.0.0.2", "10.0.0.3"],
])("with TRUSTED_PROXIES %j, X-Forwarded-For %j is the address %s", (setting, forwarded, address) => {
  expect(getAddress(setting, { "x-forwarded-for": forwarded })).toBe(address);
});

test.each([
  ["for=203.0.113.7;proto=https", "203.0.113.7"],
  ['For="[2001:db8::7]:4711"', "2001:db8::7"],
  ["for=198.51.100.1, for=203.0.113.7:80", "203.0.113.7"],
  ['for="a,b", proto=https;for=203.0.113.7', "203.0.113.7"],
  ["for=unknown", proxy],
  ["by=203.0.113.7", proxy],
  [`${'for="x", '.repeat(200)}for=203.0.113.7`, proxy],
])("without X-Forwarded-For, Forwarded %j is the address %s", (forwarded, address) => {
  expect(getAddress(1, { forwarded })).toBe(address);
});

test("X-Forwarded-For takes precedence over Forwarded, which a client may have sent", () => {
  expect(getAddress(1, { "x-forwarded-for": "203.0.113.7", forwarded: "for=198.51.100.1" })).toBe(
    "203.0.113.7",
  );
});

test("a socket of both families names IPv4 clients in IPv6, and is compared with IPv4 networks", () => {
  expect(getAddress(["10.0.0.0/8"], { "x-forwarded-for": "203.0.113.7" }, "::ffff:10.0.0.1")).toBe(
    "203.0.113.7",
  );
});

test("what a client claims never changes the address that the last trusted proxy saw", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.ipV4(), fc.string()), { maxLength: 5 }), fc.ipV4(), (claims, client) => {
      const forwarded = [...claims, client, "10.0.0.2"].join(",");
      expect(getAddress(2, { "x-forwarded-for": forwarded })).toBe(client);
    }),
  );
});

test("a port never changes the address", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 1, max: 65_535 }), (ip, port) => {
      const withPort = ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
      const [address, other] = [withPort, ip].map((text) => getAddress(1, { "x-forwarded-for": text }));
      expect(address).toBe(other);
    }),
  );
});

test.each([
  ["10.0.0.0/8", null],
  ["2001:db8::/32", null],
  ["::ffff:10.0.0.0/104", null],
  ["private", null],
  ["10.0.0.1:80", "10.0.0.1:80 is not an IP address or a network such as 10.0.0.0/8"],
  ["nginx", "nginx is not an IP address or a network such as 10.0.0.0/8"],
  ["10.0.0.0/33", "the number after the slash in 10.0.0.0/33 must be from 0 to 32"],
  ["10.0.0.0/8/8", "10.0.0.0/8/8 is not an IP address or a network such as 10.0.0.0/8"],
  ["2001:db8::/129", "the number after the slash in 2001:db8::/129 must be from 0 to 128"],
  ["::ffff:10.0.0.0/8", "the number after the slash in ::ffff:10.0.0.0/8 must be from 96 to 128"],
])("the problem of the network %s is %j", (network, problem) => {
  expect(findNetworkProblem(network)).toBe(problem);
});

function getAddress(setting: TrustedProxiesSetting, headers: IncomingHttpHeaders, remoteAddress = proxy) {
  const request = { headers, socket: { remoteAddress } } as unknown as IncomingMessage;

  return createTrustedProxies(setting).getClientAddress(request);
}
