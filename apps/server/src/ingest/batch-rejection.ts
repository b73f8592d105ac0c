import type { Rejection } from "@admin-events/core/item-result";
import type { HttpError } from "../http/http-error.ts";
import { INVALID_JSON } from "./read-batch.ts";

/** Browsers send their key in the body. */
export const KEY_IN_BODY = /"key"\s*:\s*"([ps]k_\w{8,64})"/;
const MAX_BODY_LENGTH = 1_000;

/** Of the sender's making: the same batch is refused again. */
export function isPermanent({ status }: HttpError): boolean {
  return status === 400 || status === 403 || status === 413 || status === 415;
}

/** A batch that was refused as a whole, as the panel shows it. The reason holds nothing of the body, so equal ones are counted together. */
export function toBatchRejection({ message }: HttpError, keyId: number, body: string | null): Rejection {
  return {
    keyId,
    item: { type: "batch", ...(body !== null && { body: shorten(body) }) },
    path: null,
    reason: message.startsWith(INVALID_JSON) ? `${INVALID_JSON}.` : message,
  };
}

/** The key goes first: one that is cut in the middle would not be found. */
function shorten(body: string): string {
  return body.replace(KEY_IN_BODY, '"key":"…"').slice(0, MAX_BODY_LENGTH);
}
