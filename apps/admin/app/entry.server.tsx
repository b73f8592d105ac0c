import { PassThrough } from "node:stream";
import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { TRPCError } from "@trpc/server";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "./session/nonce.ts";

/** Milliseconds after which a page that waits for late data is sent without it. */
export const streamTimeout = 5_000;

/** Renders a page as a stream; for crawlers and mail scanners as a whole. */
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
    const isWhole = isbot(request.headers.get("user-agent"));
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={context.nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={context.nonce} />
      </NonceProvider>,
      {
        nonce: context.nonce,
        [isWhole ? "onAllReady" : "onShellReady"]: respond,
        onShellError: reject,
        onError: (error) => {
          didError = true;
          report(error, request, context);
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Remix calls this with what loaders and actions throw, unless it is an answer. */
export const handleError: HandleErrorFunction = (error, { request, context }) =>
  report(error, request, context);

function report(error: unknown, { signal }: Request, { reportError }: AppLoadContext): void {
  // A reader who went away is no error, and what the API throws is in the server's log already.
  if (signal.aborted || error instanceof TRPCError) return;
  if (reportError) reportError(error);
  else process.emitWarning(error instanceof Error ? error : String(error));
}
