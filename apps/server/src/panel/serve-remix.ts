import type { ServerBuild } from "@remix-run/node";
import { createRequestHandler } from "@remix-run/node";
import { once } from "node:events";
import type { Request as ExpressRequest, RequestHandler, Response as ExpressResponse } from "express";
import type { ReadBody } from "../http/create-body-reader.ts";
import { HttpError } from "../http/http-error.ts";
import type { Origins } from "../http/origins.ts";
import type { LoadContext } from "./load-context.ts";

export interface RemixDeps {
  getLoadContext: LoadContext;
  readBody: ReadBody;
  origins: Origins;
}

/** Forms of the panel have a few short fields. Longer bodies would also take quadratic time in `URLSearchParams`. */
const FORM_LIMIT = { maxBytes: 16 * 1024, advice: "No form of the panel is that large." };
/** Paths of the panel contain at most two ids of 200 characters. Matching takes quadratic time. */
const MAX_PATH_LENGTH = 6_000;
const MAX_PATH_DEPTH = 16;

/**
 * Serves Remix. Unlike `@remix-run/express` it limits bodies and paths, and takes the URL from the server's own address
 * instead of the Host header.
 */
export function serveRemix(
  build: ServerBuild | (() => Promise<ServerBuild>),
  mode: "production" | "development",
  { getLoadContext, readBody, origins }: RemixDeps,
): RequestHandler {
  const handle = createRequestHandler(build, mode);

  async function respond(request: ExpressRequest, response: ExpressResponse): Promise<void> {
    const url = toUrl(request.url, origins.resolve(request.headers), origins.basePath);
    const body = request.method === "POST" ? await readForm(request, readBody) : undefined;
    const { signal } = abortWithResponse(response);
    const remixRequest = new Request(url, {
      method: request.method,
      headers: toHeaders(request.headers),
      body,
      signal,
    });

    await send(response, await handle(remixRequest, await getLoadContext(request, response)));
  }

  return (request, response, next) => {
    respond(request, response).catch(next);
  };
}

/** @throws {HttpError} */
function toUrl(path: string, origin: string, basePath: string): URL {
  // Not resolved against the origin: a path that begins with two slashes would name another host.
  const url = URL.canParse(origin + path) ? new URL(origin + path) : null;
  if (!url) throw new HttpError(400, "The URL is malformed.");

  const { pathname } = url;
  const isTooLong = pathname.length > MAX_PATH_LENGTH || pathname.split("/").length > MAX_PATH_DEPTH + 1;
  if (isTooLong || leadsElsewhere(pathname)) throw new HttpError(404, "Not found.");
  // A parameter of older Remix versions, which logs a warning for each request.
  url.searchParams.delete("_data");
  // Remix knows this name of the dashboard's data only without a basename. See the panel's `root-data.ts`.
  if (basePath) url.pathname = basePath + pathname.replace(/^\/_root\.data$/, "/.data");

  return url;
}

/** Links relative to `//host` and `/\\host` would name another host, and Remix cannot render them. */
function leadsElsewhere(pathname: string): boolean {
  return /^\/(\/|\\|%2f|%5c|%0[9ad])/i.test(pathname);
}

/** @throws {HttpError} */
async function readForm(request: ExpressRequest, readBody: ReadBody): Promise<Buffer<ArrayBuffer>> {
  if (!request.is("application/x-www-form-urlencoded"))
    throw new HttpError(415, "Send a form with Content-Type application/x-www-form-urlencoded.");

  return Buffer.from(await readBody(request, FORM_LIMIT));
}

/** A signal that aborts when the client disconnects before the response is complete. */
function abortWithResponse(response: ExpressResponse): AbortController {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });

  return controller;
}

function toHeaders(headers: ExpressRequest["headers"]): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) result.append(name, one);
  }

  return result;
}

async function send(
  response: ExpressResponse,
  { status, statusText, headers, body }: Response,
): Promise<void> {
  response.statusMessage = statusText;
  response.status(status);
  for (const [name, value] of headers) response.append(name, value);

  if (body) await sendBody(response, body);
  else response.end();
}

/** Waits for readers that are slow, and sends each part of a page that is still loading at once. */
async function sendBody(response: ExpressResponse, body: ReadableStream<Uint8Array>): Promise<void> {
  const { flush } = response as { flush?: () => void };

  try {
    for await (const chunk of body) {
      const isFull = !response.write(chunk);
      flush?.call(response);
      if (isFull) await Promise.race([once(response, "drain"), once(response, "close")]);
      if (response.destroyed) return;
    }
    response.end();
  } catch (error) {
    response.destroy(error as Error);
    throw error;
  }
}
