import fc from "fast-check";
import { expect, test } from "vitest";
import { toLimitKey } from "./client-address.ts";

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
