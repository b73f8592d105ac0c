import type { RequestHandler, Response } from "express";
import { randomBytes } from "node:crypto";
import type { Origins } from "./origins.ts";

/** What browsers are told to refuse. The policy's nonce is new for every answer. */
export function securityHeaders({ own, aliases }: Origins): RequestHandler {
  // Some browsers do not count sockets as 'self'. A policy cannot name an IPv6 address.
  const sockets = aliases
    .filter((origin) => !origin.includes("["))
    .map((origin) => origin.replace(/^http/, "ws"));
  const isSecure = own.startsWith("https:");

  return (_request, response, next) => {
    const nonce = randomBytes(16).toString("base64");
    (response.locals as { nonce: string }).nonce = nonce;

    response.setHeader("Content-Security-Policy", policyWith(nonce, sockets));
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Not no-referrer, with which browsers would hide the origin of our own forms.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (isSecure) response.setHeader("Strict-Transport-Security", "max-age=31536000");
    next();
  };
}

export function nonceOf(response: Response): string {
  return (response.locals as { nonce: string }).nonce;
}

function policyWith(nonce: string, sockets: readonly string[]): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Pages rendered here place bars and tints with attributes, which take no nonce and cannot select other elements.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ${sockets.join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
