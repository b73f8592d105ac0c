import type { IncomingMessage } from "node:http";
import type { ReadBody } from "../http/create-body-reader.ts";
import { IngestError } from "./ingest-error.ts";

const LIMIT = {
  maxBytes: 512 * 1024,
  maxInflatedBytes: 1024 * 1024,
  advice: "Send fewer events per batch.",
};

const CONTENT_TYPES = ["application/json", "text/plain"];

/** Reads the body of a batch as text and inflates gzip. @throws {HttpError} 413, 415, 400 or 503 */
export async function readBatchBody(request: IncomingMessage, readBody: ReadBody): Promise<string> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && !CONTENT_TYPES.includes(type)) {
    throw new IngestError(415, "Send JSON with Content-Type application/json or text/plain.");
  }

  return new TextDecoder().decode(await readBody(request, LIMIT));
}
