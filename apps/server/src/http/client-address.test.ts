import fc from "fast-check";
import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { getClientAddress, toLimitKey } from "./client-address.ts";

const proxy = "10.0.0.1";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:51234", "203.0.113.7"],
  ["[2001:db8::7]", "2001:db8::7"],
  ["[2001:db8::7]:443", "2001:db8::7"],
  ['"[2001:db8::7]:443"', "2001:db8::7"],
  ["2001:db8::7", "2001:db8::7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["[::ffff:203.0.113.7]:80", "203.0.113.7"],
  ["fe80::1%eth0", "fe80::1"],
  ["198.51.100.1, 203.0.113.7:80", "203.0.113.7"],
  ["unknown", proxy],
  ["_hidden:80", proxy],
  ["", proxy],
  ["203.0.113.7,", proxy],
])("behind a trusted proxy, X-Forwarded-For %j is the address %s", (forwarded, address) => {
  expect(getClientAddress(request(forwarded), true)).toBe(address);
});

test("without a trusted proxy, X-Forwarded-For is ignored", () => {
  expect(getClientAddress(request("203.0.113.7"), false)).toBe(proxy);
});

test("a port never changes the address", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 1, max: 65_535 }), (ip, port) => {
      const withPort = ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
      expect(getClientAddress(request(withPort), true)).toBe(getClientAddress(request(ip), true));
    }),
  );
});

test("limits count an IPv6 client by its network, however its address is written", () => {
  expect(toLimitKey("203.0.113.7")).toBe("203.0.113.7");
  expect(toLimitKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2");
  expect(toLimitKey("2001:DB8:1:2::9")).toBe("2001:db8:1:2");
  expect(toLimitKey("2001:db8::9")).toBe("2001:db8:0:0");
  expect(toLimitKey("2001:0db8:0000:0000::9")).toBe("2001:db8:0:0");
  expect(toLimitKey("::1")).toBe("0:0:0:0");
  fc.assert(
    fc.property(fc.ipV6(), (ip) => {
      expect(toLimitKey(ip)).toMatch(/^[\da-f]{1,4}(:[\da-f]{1,4}){3}$/);
    }),
  );
});

function request(forwarded: string): IncomingMessage {
  return {
    headers: { "x-forwarded-for": forwarded },
    socket: { remoteAddress: proxy },
  } as unknown as IncomingMessage;
}
