import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Refusal } from "./ingest-error.ts";

const inflate = promisify(gunzip);

const largest = 512 * 1024;
const largestInflated = 1024 * 1024;
/** A body beyond the limit is read to its end, so that its sender gets to see the answer; but not for ever. */
const mostDiscarded = 8 * 1024 * 1024;

const contentTypes = ["application/json", "text/plain"];

/** The text of a request's body, inflated if need be. @throws {Refusal} 413 beyond the limits, 415 or 400. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && !contentTypes.includes(type)) {
    throw new Refusal(415, "Send JSON, as Content-Type application/json or text/plain.");
  }

  return new TextDecoder().decode(
    await inflated(await bytesOf(request), request.headers["content-encoding"]),
  );
}

function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;

  // Not an async iterator, which costs as much as all the rest of a small request.
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largest) chunks.push(chunk);
      if (size > mostDiscarded) request.destroy();
    });
    request.once("end", () => {
      if (size <= largest) resolve(Buffer.concat(chunks));
      else reject(new Refusal(413, "The body is larger than 512 KB; send fewer events at once."));
    });
    request.once("error", reject);
    request.once("close", () => {
      if (!request.complete) reject(new Error("The connection ended before the body did."));
    });
  });
}

/**
 * Pages say nothing of their compression, since a header for it would cost them a CORS preflight before every batch:
 * gzip is known by its first bytes, with which no JSON begins.
 */
function encodingOf(body: Buffer): string {
  return body[0] === 0x1f && body[1] === 0x8b ? "gzip" : "identity";
}

async function inflated(body: Buffer, encoding = encodingOf(body)): Promise<Buffer> {
  if (encoding === "identity") return body;
  if (encoding !== "gzip") throw new Refusal(415, "The only Content-Encoding understood here is gzip.");

  try {
    return await inflate(body, { maxOutputLength: largestInflated });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new Refusal(413, "The inflated body is larger than 1 MB; send fewer events at once.");
    }
    throw new Refusal(400, "The body says it is gzip, but it cannot be inflated.");
  }
}
