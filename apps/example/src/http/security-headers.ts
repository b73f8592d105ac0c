import type { RequestHandler } from "express";

/** Tells browsers to load nothing but the shop's own files, and to talk to nobody but the shop and its analytics. */
export function securityHeaders(analyticsUrl: string | undefined): RequestHandler {
  const talksTo = ["'self'", ...(analyticsUrl ? [new URL(analyticsUrl).origin] : [])];
  const policy = [
    "default-src 'self'",
    `connect-src ${talksTo.join(" ")}`,
    "img-src 'self' data:",
    // Mails are shown in frames that inherit this policy, and mails have their styles inline.
    "style-src 'self' 'unsafe-inline'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");

  return (_request, response, next) => {
    response.set({
      "content-security-policy": policy,
      "referrer-policy": "strict-origin-when-cross-origin",
      "x-content-type-options": "nosniff",
    });
    next();
  };
}
