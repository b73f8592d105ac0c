import type { RequestHandler } from "express";
import { isIPv6 } from "node:net";
import type { Log } from "../log.ts";
import { normalizeAddress } from "./ip-address.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";
import { createNetworkList, PRIVATE_NETWORKS } from "./trusted-proxies.ts";

/**
 * Removes headers that only a trusted proxy may set: from anybody else they are claims of the client. If they come from this
 * machine or its network there probably is a proxy, so the log says once how to trust it.
 */
export function ignoreForwardedHeaders(proxies: TrustedProxies, log: Log): RequestHandler {
  let hasWarned = false;

  return (request, _response, next) => {
    if (proxies.hasSent(request)) {
      next();
      return;
    }

    const { headers, socket } = request;
    let hasForwarded = false;
    for (const name of Object.keys(headers)) {
      if (name !== "forwarded" && !name.startsWith("x-forwarded-")) continue;
      hasForwarded = true;
      delete headers[name];
    }

    if (hasForwarded && !hasWarned && isPrivateAddress(socket.remoteAddress ?? "")) {
      hasWarned = true;
      log.warn(
        "A proxy seems to forward requests, but TRUSTED_PROXIES does not include it. All its clients count as one address in rate limits and usage. If the proxy sets X-Forwarded-For, set TRUSTED_PROXIES=1, or add the proxy's address to it.",
      );
    }
    next();
  };
}

const privateNetworks = createNetworkList(PRIVATE_NETWORKS);

function isPrivateAddress(remoteAddress: string): boolean {
  const address = normalizeAddress(remoteAddress) ?? "";

  return privateNetworks.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
