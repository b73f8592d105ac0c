import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { IngestError } from "./ingest-error.ts";

const inflate = promisify(gunzip);

const MAX_BODY_BYTES = 512 * 1024;
const MAX_INFLATED_BYTES = 1024 * 1024;
/** A body over the limit is read to its end so that the sender sees the response, up to this size. */
const MAX_DISCARDED_BYTES = 8 * 1024 * 1024;

const CONTENT_TYPES = ["application/json", "text/plain"];

/** Reads the body as text and inflates gzip. @throws {IngestError} 413, 415 or 400 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && !CONTENT_TYPES.includes(type)) {
    throw new IngestError(415, "Send JSON with Content-Type application/json or text/plain.");
  }

  return new TextDecoder().decode(
    await inflateBody(await readBytes(request), request.headers["content-encoding"]),
  );
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;

  // An async iterator would double the time of a small request.
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      if (size > MAX_DISCARDED_BYTES) request.destroy();
    });
    request.once("end", () => {
      if (size <= MAX_BODY_BYTES) resolve(Buffer.concat(chunks));
      else reject(new IngestError(413, "The body is larger than 512 KB. Send fewer events per batch."));
    });
    request.once("error", reject);
    request.once("close", () => {
      if (!request.complete) reject(new Error("The connection closed before the end of the body"));
    });
  });
}

/** Detects gzip by its first bytes: web pages omit Content-Encoding, which would need a CORS preflight. */
function detectEncoding(body: Buffer): string {
  return body[0] === 0x1f && body[1] === 0x8b ? "gzip" : "identity";
}

async function inflateBody(body: Buffer, encoding = detectEncoding(body)): Promise<Buffer> {
  if (encoding === "identity") return body;
  if (encoding !== "gzip") throw new IngestError(415, "Unsupported Content-Encoding. Use gzip.");

  try {
    return await inflate(body, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new IngestError(413, "The decompressed body is larger than 1 MB. Send fewer events per batch.");
    }
    throw new IngestError(400, "The body is not valid gzip.");
  }
}
