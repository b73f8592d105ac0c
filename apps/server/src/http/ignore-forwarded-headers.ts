import type { RequestHandler } from "express";
import { BlockList, isIPv6 } from "node:net";
import type { Log } from "../log.ts";

/**
 * Removes headers that only a trusted proxy may set: without one they are claims of the client. If they come from this
 * machine or its network there probably is a proxy, so the log says once how to trust it.
 */
export function ignoreForwardedHeaders(log: Log): RequestHandler {
  let hasWarned = false;

  return ({ headers, socket }, _response, next) => {
    let hasForwarded = false;
    for (const name of Object.keys(headers)) {
      if (name !== "forwarded" && !name.startsWith("x-forwarded-")) continue;
      hasForwarded = true;
      delete headers[name];
    }

    if (hasForwarded && !hasWarned && isPrivateAddress(socket.remoteAddress ?? "")) {
      hasWarned = true;
      log.warn(
        "A proxy seems to forward requests, but TRUST_PROXY is not set. All its clients count as one address in rate limits and usage. If the proxy sets X-Forwarded-For, set TRUST_PROXY=1.",
      );
    }
    next();
  };
}

const privateAddresses = new BlockList();
privateAddresses.addSubnet("10.0.0.0", 8);
privateAddresses.addSubnet("127.0.0.0", 8);
privateAddresses.addSubnet("172.16.0.0", 12);
privateAddresses.addSubnet("192.168.0.0", 16);
privateAddresses.addAddress("::1", "ipv6");
privateAddresses.addSubnet("fc00::", 7, "ipv6");
privateAddresses.addSubnet("fe80::", 10, "ipv6");

function isPrivateAddress(address: string): boolean {
  return privateAddresses.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
