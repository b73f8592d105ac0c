import type { Request, RequestHandler, Response } from "express";
import helmet from "helmet";
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Origins } from "./origins.ts";

/** Security headers for pages. Every response has its own Content-Security-Policy nonce, see {@link getNonce}. */
export function createSecurityHeaders({ own, aliases, basePath }: Origins): RequestHandler {
  // Some browsers do not count WebSockets as 'self'. A policy cannot name an IPv6 address.
  const webSockets = aliases
    .filter((origin) => !origin.includes("["))
    .map((origin) => origin.replace(/^http/, "ws"));
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", nonceSource],
        styleSrc: ["'self'", nonceSource],
        // Style attributes take no nonce. The panel positions bars and tints with them.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'", ...webSockets],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Not no-referrer, which makes browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: "same-origin" },
    // It holds for the whole host. Under a base path the host has other applications, with a policy of their own.
    strictTransportSecurity: own.startsWith("https:") &&
      basePath === "" && { maxAge: 31_536_000, includeSubDomains: false },
    xFrameOptions: { action: "deny" },
  });

  return (request: Request, response: Response, next) => {
    (response.locals as { nonce: string }).nonce = randomBytes(16).toString("base64");
    setHeaders(request, response, next);
  };
}

export function getNonce(response: Response): string {
  return (response.locals as { nonce: string }).nonce;
}

function nonceSource(_request: IncomingMessage, response: ServerResponse): string {
  return `'nonce-${getNonce(response as Response)}'`;
}
