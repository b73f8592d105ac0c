import type { FindApiKey, FoundApiKey, IsOriginAllowed } from "@admin-events/core/access";
import { OverloadedError } from "@admin-events/core/events";
import type { ItemResult, IngestItems } from "@admin-events/core/ingestion";
import type { Request, RequestHandler, Response } from "express";
import { getClientInfo } from "../auth/resolve-caller.ts";
import { authorizeKey, bearerKey, KeyRejectedError } from "../auth/authorize-key.ts";
import { requestIdOf } from "../http/request-id.ts";
import type { Log } from "../log.ts";
import type { ItemAnswer } from "./answer-batch.ts";
import { answersFor, errorsOf, refusalFor } from "./answer-batch.ts";
import { answerPreflight, letAllowedOriginRead } from "./cors.ts";
import { createIngestLimits } from "./ingest-limits.ts";
import { isReadable, readBatch } from "./read-batch.ts";
import { readBody } from "./read-body.ts";
import { Refusal, refusalCodes } from "./ingest-error.ts";

export interface IngestDoorParts {
  ingestItems: IngestItems;
  findKey: FindApiKey;
  isOriginAllowed: IsOriginAllowed;
  log: Log;
}

/** `POST /ingest`: takes batches from applications and says what became of each. */
export function ingestDoor({ ingestItems, findKey, isOriginAllowed, log }: IngestDoorParts): RequestHandler {
  const limits = createIngestLimits();
  const provenKeys = new Set<string>();

  async function takeBatch(request: Request, requestId: string): Promise<ItemAnswer[]> {
    if (request.method !== "POST") throw new Refusal(405, "Send events with POST.");

    const { key, sentAt, items } = readBatch(await readBody(request));
    const sender = await authorize(request, key);
    await limits.countBatch(sender.id);

    const results = await ingestItems(items.filter(isReadable), {
      sender,
      sentAt,
      from: getClientInfo(request),
    });
    logFailures(results, requestId);
    const refusal = refusalFor(results);
    if (refusal) throw refusal;

    return answersFor(items, results);
  }

  async function authorize(
    { headers, ip = "" }: Request,
    keyInBody: string | undefined,
  ): Promise<FoundApiKey> {
    const key = bearerKey(headers.authorization) ?? keyInBody ?? "";
    // A key that worked need not wait for what others behind the same address try.
    const isUnproven = !provenKeys.has(key);
    if (isUnproven) await limits.countTriedKey(ip);

    try {
      const found = await authorizeKey(findKey, key, headers.origin);
      provenKeys.add(key);
      if (isUnproven) await limits.forgiveTriedKey(ip);

      return found;
    } catch (error) {
      if (error instanceof KeyRejectedError) {
        provenKeys.delete(key);
        throw new Refusal(error.code === "UNAUTHORIZED" ? 401 : 403, error.message);
      }
      if (isUnproven) await limits.forgiveTriedKey(ip);
      throw error;
    }
  }

  /** One line for a batch: its items mostly fail for the same cause. */
  function logFailures(results: readonly ItemResult[], requestId: string): void {
    const errors = errorsOf(results);
    if (errors.length === 0) return;

    const fault = errors.find((error) => !(error instanceof OverloadedError));
    const details = { error: fault ?? errors[0], failed: errors.length, of: results.length, requestId };
    if (fault === undefined) log.warn(details, "Events were turned away, because too many wait.");
    else log.error(details, "Events were not stored.");
  }

  function refuse(error: unknown, response: Response): void {
    if (!(error instanceof Refusal)) {
      log.error({ error, requestId: requestIdOf(response) }, "A batch was not taken in.");
    }
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal(503, "Something is wrong on our side. Send it again in a moment.", 5);
    const { status, message, retryAfter } = refusal;

    if (retryAfter !== undefined) response.setHeader("Retry-After", retryAfter);
    if (status === 405) response.setHeader("Allow", "POST, OPTIONS");
    answer(response, status, { error: { code: refusalCodes[status], message } });
  }

  return async (request, response) => {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      await letAllowedOriginRead(request, response, isOriginAllowed);
      if (request.method === "OPTIONS") answerPreflight(response);
      else answer(response, 200, { results: await takeBatch(request, requestIdOf(response)) });
    } catch (error) {
      // The sender hung up while sending: there is nobody to answer.
      if (request.socket.destroyed) return;
      refuse(error, response);
    }
  };
}

/** Express would also make a tag for its cache, which these answers never enter. */
function answer(response: Response, status: number, content: object): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(content));
}
