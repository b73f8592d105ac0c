import compression from "compression";
import type { Request, RequestHandler, Response } from "express";

/**
 * Compresses pages, JSON and exports. Not pages whose URL and content contain a secret: the length of a compressed page
 * would tell an eavesdropper whether a guess in the URL repeats the secret (BREACH). Not the short results of events that were
 * sent: compressing them takes longer than storing an event.
 */
export const compressResponses: RequestHandler = compression({
  filter: (request: Request, response: Response) =>
    !isSecretPage(request.path) && !isSending(request.path) && compression.filter(request, response),
});

function isSending(path: string): boolean {
  return path === "/ingest" || /^\/trpc\/track(?:,track)*$/.test(path);
}

function isSecretPage(path: string): boolean {
  return path.startsWith("/sign-in") || path.startsWith("/api/auth");
}
