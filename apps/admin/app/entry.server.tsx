import { PassThrough } from "node:stream";
import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "./session/nonce.ts";

export const streamTimeout = 5_000;

/** Renders a page as a stream; for crawlers and mail scanners as a whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce }: AppLoadContext,
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
      <NonceProvider value={nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} />
      </NonceProvider>,
      {
        nonce,
        [isWhole ? "onAllReady" : "onShellReady"]: respond,
        onShellError: reject,
        onError: () => {
          didError = true;
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}
