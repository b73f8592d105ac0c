import { expect, test } from "vitest";
import { getNetwork } from "./get-network.ts";

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["::ffff:203.0.113.77", "203.0.113.0/24"],
  ["2001:db8:7:1:2:3:4:5", "2001:db8:7::/48"],
  ["2001:DB8::1", "2001:db8:0::/48"],
  ["fe80::1%eth0", "fe80:0:0::/48"],
  ["::1", "0:0:0::/48"],
  ["", null],
  [null, null],
  ["unknown", null],
  ["203.0.113.300", null],
])("the network of %s is %s", (address, network) => {
  expect(getNetwork(address)).toBe(network);
});
