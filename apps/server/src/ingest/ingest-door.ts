import type { FindApiKey, FoundApiKey, IsOriginAllowed } from "@admin-events/core/access";
import type { Ingest } from "@admin-events/core/events";
import type { Request, RequestHandler, Response } from "express";
import { authorizeKey, bearerKey, KeyRefused } from "../authorize-key.ts";
import { requestIdOf } from "../http/request-id.ts";
import type { Log } from "../log.ts";
import type { EventAnswer } from "./answer-batch.ts";
import { answerFor, refusalFor } from "./answer-batch.ts";
import { answerPreflight, letAllowedOriginRead } from "./cors.ts";
import { createIngestLimits } from "./ingest-limits.ts";
import { isSentEvent, readBatch } from "./read-batch.ts";
import { readBody } from "./read-body.ts";
import { Refusal, refusalCodes } from "./refusal.ts";

export interface IngestDoorParts {
  ingest: Ingest;
  findKey: FindApiKey;
  isOriginAllowed: IsOriginAllowed;
  log: Log;
}

/** `POST /ingest`: takes batches of events from applications and says what became of each. */
export function ingestDoor({ ingest, findKey, isOriginAllowed, log }: IngestDoorParts): RequestHandler {
  const limits = createIngestLimits();

  async function takeIn(request: Request): Promise<EventAnswer[]> {
    if (request.method !== "POST") throw new Refusal(405, "Send events with POST.");

    const { key, events } = readBatch(await readBody(request));
    const { id: keyId } = await authorize(request, key);
    await limits.countBatch(keyId);

    const results = await ingest(events.filter(isSentEvent));
    const refusal = refusalFor(results);
    if (refusal) throw refusal;

    const inOrder = results.values();
    return events.map((event) =>
      isSentEvent(event)
        ? answerFor(event.id ?? null, inOrder.next().value!)
        : { id: event.id, status: "drop", message: event.problem },
    );
  }

  async function authorize(
    { headers, ip = "" }: Request,
    keyInBody: string | undefined,
  ): Promise<FoundApiKey> {
    try {
      return await authorizeKey(findKey, bearerKey(headers.authorization) ?? keyInBody, headers.origin);
    } catch (error) {
      if (!(error instanceof KeyRefused)) throw error;
      await limits.countRefusedKey(ip);
      throw new Refusal(error.code === "UNAUTHORIZED" ? 401 : 403, error.message);
    }
  }

  function refuse(error: unknown, response: Response): void {
    const refusal =
      error instanceof Refusal ? error : new Refusal(503, "Something is wrong on our side.", 5, error);
    const { status, message, retryAfter, cause } = refusal;
    if (cause !== undefined)
      log.error({ error: cause, requestId: requestIdOf(response) }, "A batch was not stored.");

    if (retryAfter !== undefined) response.setHeader("Retry-After", retryAfter);
    if (status === 405) response.setHeader("Allow", "POST, OPTIONS");
    response.status(status).json({ error: { code: refusalCodes[status], message } });
  }

  return async (request, response) => {
    response.setHeader("Cache-Control", "no-store");
    try {
      await letAllowedOriginRead(request, response, isOriginAllowed);
      if (request.method === "OPTIONS") answerPreflight(response);
      else response.json({ results: await takeIn(request) });
    } catch (error) {
      // The sender hung up while sending: there is nobody to answer.
      if (request.socket.destroyed) return;
      refuse(error, response);
    }
  };
}
