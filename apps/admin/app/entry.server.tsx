import { PassThrough } from "node:stream";
import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { TRPCError } from "@trpc/server";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "./session/nonce.ts";

/** Milliseconds after which a page is sent without data that is still loading. */
export const streamTimeout = 5_000;

/** Streams pages to browsers. Crawlers and mail scanners get them complete. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let didError = false;
    const body = new PassThrough();
    const respond = () => {
      headers.set("Content-Type", "text/html; charset=utf-8");
      const stream = createReadableStreamFromReadable(body);
      resolve(new Response(stream, { headers, status: didError ? 500 : status }));
      pipe(body);
    };
    const isBot = isbot(request.headers.get("user-agent"));
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={context.nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={context.nonce} />
      </NonceProvider>,
      {
        nonce: context.nonce,
        [isBot ? "onAllReady" : "onShellReady"]: respond,
        onShellError: reject,
        onError: (error) => {
          didError = true;
          reportUnexpected(error, request, context);
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Remix calls this with errors of loaders and actions, but not with thrown responses. */
export const handleError: HandleErrorFunction = (error, { request, context }) =>
  reportUnexpected(error, request, context);

function reportUnexpected(error: unknown, { signal }: Request, { reportError }: AppLoadContext): void {
  // An aborted request is not an error, and API errors are already in the server log.
  if (signal.aborted || error instanceof TRPCError) return;
  if (reportError) reportError(error);
  else process.emitWarning(error instanceof Error ? error : String(error));
}
