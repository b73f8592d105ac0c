import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { HttpError } from "./http-error.ts";

const inflate = promisify(gunzip);

/** Bodies of all requests together, while they are received and inflated. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** A body over the limit is read to its end so that the sender sees the response, up to this size. */
const MAX_DISCARDED_BYTES = 8 * 1024 * 1024;

interface BodyLimit {
  maxBytes: number;
  /** Inflates gzip up to this size. If absent, compressed bodies are rejected. */
  maxInflatedBytes?: number;
  /** Says what to do about a body that is too large. */
  advice: string;
}

/** Reads a body into memory. @throws {HttpError} 400, 413, 415, or 503 if it was cut off. */
export type ReadBody = (request: IncomingMessage, limit: BodyLimit) => Promise<Buffer>;

interface OpenBody {
  bytes: number;
  cutOff: () => void;
}

/**
 * Creates the reader that every route shares. If the bodies in progress exceed `maxTotalBytes`, the one that takes longest
 * is cut off: senders that trickle make room for those that finish.
 */
export function createBodyReader(maxTotalBytes = MAX_TOTAL_BYTES): ReadBody {
  const open = new Set<OpenBody>();
  let totalBytes = 0;

  function add(body: OpenBody, bytes: number): void {
    body.bytes += bytes;
    totalBytes += bytes;
    if (totalBytes > maxTotalBytes) for (const longest of open.values().take(1)) longest.cutOff();
  }

  function release(body: OpenBody): void {
    open.delete(body);
    totalBytes -= body.bytes;
    body.bytes = 0;
  }

  function receive(request: IncomingMessage, body: OpenBody, maxBytes: number, advice: string) {
    const chunks: Buffer[] = [];
    let size = 0;
    let isCutOff = false;

    // An async iterator would double the time of a small request.
    return new Promise<Buffer>((resolve, reject) => {
      body.cutOff = () => {
        isCutOff = true;
        chunks.length = 0;
        release(body);
        reject(new HttpError(503, "The server receives too much at once. Send this again in a moment.", 1));
      };
      request.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_DISCARDED_BYTES) request.destroy();
        else if (size <= maxBytes && !isCutOff) {
          chunks.push(chunk);
          add(body, chunk.length);
        }
      });
      request.once("end", () => {
        if (size <= maxBytes) resolve(Buffer.concat(chunks));
        else reject(createTooLargeError(maxBytes, advice));
      });
      request.once("error", reject);
      request.once("close", () => {
        if (!request.complete) reject(new Error("The connection closed before the end of the body"));
      });
    });
  }

  return async (request, { maxBytes, maxInflatedBytes, advice }) => {
    const encoding = request.headers["content-encoding"]?.trim().toLowerCase();
    // A sender that announces too much gets the response at once.
    if (Number(request.headers["content-length"]) > maxBytes) throw createTooLargeError(maxBytes, advice);
    assertSupported(encoding, maxInflatedBytes !== undefined);

    const body: OpenBody = { bytes: 0, cutOff: () => undefined };
    open.add(body);
    try {
      const received = await receive(request, body, maxBytes, advice);
      // Cutting off ends with its last byte; inflating is short.
      open.delete(body);
      if (maxInflatedBytes === undefined || !isGzip(encoding, received)) return received;

      return await inflateWithin(received, maxInflatedBytes, advice);
    } finally {
      release(body);
    }
  };
}

/**
 * Reads what is left of a body after the response, so that the sender sees the response. Cuts the connection after 8 MB.
 */
export function discardBody(request: IncomingMessage): void {
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_DISCARDED_BYTES) request.destroy();
  });
}

function createTooLargeError(maxBytes: number, advice: string): HttpError {
  return new HttpError(413, `The body is larger than ${formatSize(maxBytes)}. ${advice}`);
}

function assertSupported(encoding: string | undefined, canInflate: boolean): void {
  const isPlain = encoding === undefined || encoding === "" || encoding === "identity";
  if (isPlain || (canInflate && isGzipName(encoding))) return;

  throw new HttpError(
    415,
    canInflate ? "Unsupported Content-Encoding. Use gzip." : "Send the body without compression.",
  );
}

function isGzipName(encoding: string): boolean {
  return encoding === "gzip" || encoding === "x-gzip";
}

/** Detects gzip by its first bytes: web pages omit Content-Encoding, which would need a CORS preflight. */
function isGzip(encoding: string | undefined, body: Buffer): boolean {
  return encoding ? isGzipName(encoding) : body[0] === 0x1f && body[1] === 0x8b;
}

async function inflateWithin(body: Buffer, maxBytes: number, advice: string): Promise<Buffer> {
  try {
    return await inflate(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new HttpError(413, `The decompressed body is larger than ${formatSize(maxBytes)}. ${advice}`);
    }
    throw new HttpError(400, "The body is not valid gzip.");
  }
}

function formatSize(bytes: number): string {
  const kilobytes = bytes / 1024;

  return kilobytes < 1024 ? `${kilobytes} KB` : `${kilobytes / 1024} MB`;
}
