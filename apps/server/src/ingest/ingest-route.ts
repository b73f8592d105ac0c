import type { ItemResult as WireResult } from "@admin-events/contract";
import type { FoundApiKey, IsOriginAllowed } from "@admin-events/core/access";
import { OverloadedError } from "@admin-events/core/errors";
import type { IngestItems } from "@admin-events/core/ingestion";
import type { ItemResult, Rejection } from "@admin-events/core/item-result";
import cors from "cors";
import type { Request, RequestHandler, Response } from "express";
import type { KeyDeps } from "../auth/authorize-key.ts";
import { authorizeKey, getBearerToken, KeyRejectedError } from "../auth/authorize-key.ts";
import { getClientInfo } from "../auth/resolve-caller.ts";
import type { SenderLimits } from "../auth/sender-limits.ts";
import type { ReadBody } from "../http/create-body-reader.ts";
import { discardBody } from "../http/create-body-reader.ts";
import { HttpError } from "../http/http-error.ts";
import { getRequestId } from "../http/request-id.ts";
import type { Log } from "../log.ts";
import { IngestError } from "./ingest-error.ts";
import { assertFewItems, isReadable, readEnvelope, readItems } from "./read-batch.ts";
import { isPermanent, KEY_IN_BODY, toBatchRejection } from "./batch-rejection.ts";
import { readBatchBody } from "./read-batch-body.ts";
import { getErrors, toBatchError, toWireResults } from "./wire-result.ts";

export interface IngestDeps extends KeyDeps {
  ingestItems: IngestItems;
  senderLimits: SenderLimits;
  isOriginAllowed: IsOriginAllowed;
  /** Called for each batch that is refused, and each item that does not match any schema. `ingestItems` reports the others. */
  onRejected: (rejection: Rejection) => void;
  readBody: ReadBody;
  log: Log;
}

interface ReceivedBatch {
  sender: FoundApiKey;
  sentAt: string | undefined;
  events: unknown[];
}

/** `POST /ingest`: stores a batch and returns one result per item. */
export function createIngestRoute({
  ingestItems,
  findKey,
  senderLimits,
  isOriginAllowed,
  onRejected,
  readBody,
  log,
}: IngestDeps): RequestHandler {
  // An origin may read responses if any public key allows it; the key itself is checked later.
  const handleCors = cors<Request>((request, respond) =>
    respond(null, {
      origin(origin, callback) {
        if (origin === undefined) callback(null, false);
        else isOriginAllowed(origin).then((isAllowed) => callback(null, isAllowed && origin), callback);
      },
      methods: ["POST"],
      allowedHeaders: listAllowedHeaders(request.headers["access-control-request-headers"]),
      // Clients in browsers wait as long as Retry-After says.
      exposedHeaders: ["Retry-After", "X-Request-Id"],
      maxAge: 600,
    }),
  );

  async function ingestBatch(request: Request, requestId: string): Promise<WireResult[]> {
    if (request.method !== "POST") throw new IngestError(405, "Send events with POST.");

    const { sender, sentAt, events } = await receiveBatch(request);
    const retryAfter = await senderLimits.countItems(sender, request.ip ?? "", events.length);
    if (retryAfter !== null) throw new IngestError(429, "Too many events. Retry later.", { retryAfter });

    const items = await readItems(events);
    const results = await ingestItems(items.filter(isReadable), {
      sender,
      sentAt,
      from: getClientInfo(request),
    });
    for (const item of items) {
      if (!isReadable(item)) onRejected({ keyId: sender.id, item: item.sent, ...item.result });
    }
    logFailures(results, requestId);
    const batchError = toBatchError(results);
    if (batchError) throw batchError;

    return toWireResults(items, results);
  }

  /** A batch that is refused as a whole is recorded with its key. */
  async function receiveBatch(request: Request): Promise<ReceivedBatch> {
    let sender: FoundApiKey | null = null;
    let body: string | null = null;

    try {
      // A key in the header is checked before the body is read.
      const keyInHeader = getBearerToken(request.headers.authorization);
      if (keyInHeader !== undefined) sender = await authorize(request, keyInHeader);
      body = await readBatchBody(request, readBody);
      const { key, sentAt, events } = readEnvelope(body);
      sender ??= await authorize(request, key);
      assertFewItems(events);

      return { sender, sentAt, events };
    } catch (error) {
      if (error instanceof HttpError && isPermanent(error)) {
        const refusedKey = error instanceof IngestError ? error.keyId : undefined;
        const keyId = refusedKey ?? sender?.id ?? (await findSenderInBody(body));
        if (keyId !== null) onRejected(toBatchRejection(error, keyId, body));
      }
      throw error;
    }
  }

  /** Of a body that is not JSON, such as one that was cut off. Browsers send the key in it. */
  async function findSenderInBody(body: string | null): Promise<number | null> {
    const key = body?.match(KEY_IN_BODY)?.[1];

    return key === undefined ? null : ((await findKey(key))?.id ?? null);
  }

  async function authorize({ headers, ip = "" }: Request, key: string | undefined): Promise<FoundApiKey> {
    try {
      return await authorizeKey({ findKey, senderLimits }, { key, origin: headers.origin, address: ip });
    } catch (error) {
      if (!(error instanceof KeyRejectedError)) throw error;
      throw new IngestError(STATUS_BY_CODE[error.code], error.message, error);
    }
  }

  /** Logs once per batch, because its items mostly fail for the same reason. */
  function logFailures(results: readonly ItemResult[], requestId: string): void {
    const errors = getErrors(results);
    if (errors.length === 0) return;

    const failure = errors.find((error) => !(error instanceof OverloadedError));
    const fields = { error: failure ?? errors[0], failed: errors.length, of: results.length, requestId };
    if (failure === undefined) log.warn(fields, "Events rejected: the queue is full");
    else log.error(fields, "Events could not be stored");
  }

  function respondWithError(error: unknown, response: Response): void {
    const isExpected = error instanceof HttpError;
    if (!isExpected) log.error({ error, requestId: getRequestId(response) }, "Batch could not be ingested");
    const { status, code, message, retryAfter } = isExpected
      ? error
      : new IngestError(503, "Internal server error. Retry in a moment.", { retryAfter: 5 });

    if (retryAfter !== undefined) response.setHeader("Retry-After", retryAfter);
    if (status === 405) response.setHeader("Allow", "POST, OPTIONS");
    if (!response.req.complete) discardBody(response.req);
    respond(response, status, { error: { code, message } });
  }

  return async (request, response) => {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.vary("Origin");
    if (request.method === "OPTIONS") response.vary("Access-Control-Request-Headers");

    try {
      await new Promise<void>((resolve, reject) =>
        handleCors(request, response, (error?: Error) => (error ? reject(error) : resolve())),
      );
      if (request.method === "OPTIONS") response.status(204).end();
      else respond(response, 200, { results: await ingestBatch(request, getRequestId(response)) });
    } catch (error) {
      // The sender has disconnected, so nothing receives a response.
      if (request.socket.destroyed) return;
      respondWithError(error, response);
    }
  };
}

/** Those of the client, and any other that the page asks for: tracing adds its own to each of its requests. */
function listAllowedHeaders(requested = ""): string[] {
  const names = requested.toLowerCase().match(/[\w-]+/g) ?? [];

  return [...new Set(["authorization", "content-type", "content-encoding", ...names])];
}

const STATUS_BY_CODE = { UNAUTHORIZED: 401, FORBIDDEN: 403, TOO_MANY_REQUESTS: 429 } as const;

/** Without Express's `json()`, which would compute an ETag for responses that are never cached. */
function respond(response: Response, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(body));
}
