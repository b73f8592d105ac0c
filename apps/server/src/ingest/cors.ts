import type { IsOriginAllowed } from "@admin-events/core/access";
import type { Request, Response } from "express";

/** Lets pages of an origin read the answer if some public key may be used from there; which one, the key decides. */
export async function letAllowedOriginRead(
  { headers: { origin } }: Request,
  response: Response,
  isOriginAllowed: IsOriginAllowed,
): Promise<void> {
  response.vary("Origin");
  if (origin === undefined || !(await isOriginAllowed(origin))) return;

  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Expose-Headers", "Retry-After, X-Request-Id");
}

/** Answers a browser that asks what it may send before it does. */
export function answerPreflight(response: Response): void {
  if (response.hasHeader("Access-Control-Allow-Origin")) {
    response.setHeader("Access-Control-Allow-Methods", "POST");
    response.setHeader("Access-Control-Allow-Headers", "authorization, content-type, content-encoding");
    response.setHeader("Access-Control-Max-Age", "600");
  }
  response.status(204).end();
}
