import type { RequestHandler } from "express";
import { Refusal } from "./refusal.ts";

/**
 * Refuses changes that another site's page asks for in a visitor's name. Browsers say where a request comes from;
 * programs say nothing and carry no visitor's cookie.
 */
export function sameOriginOnly(origin: string): RequestHandler {
  return (request, _response, next) => {
    const isSafe = request.method === "GET" || request.method === "HEAD";
    const site = request.get("sec-fetch-site");
    const from = request.get("origin");

    const isOurs =
      site === undefined
        ? from === undefined || from === origin || from === `${request.protocol}://${request.get("host")}`
        : site === "same-origin" || site === "none";

    next(isSafe || isOurs ? undefined : new Refusal(403, "This can only be done from the shop's own pages."));
  };
}
