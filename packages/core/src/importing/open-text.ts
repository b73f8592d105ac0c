import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { pipeline, Transform } from "node:stream";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";
import { UnreadableFileError } from "./file-error.ts";

/** Compressed bytes if the file is compressed. */
export interface FileProgress {
  bytesRead: number;
  bytesTotal: number;
}

const READ_BUFFER_BYTES = 256 * 1024;
const SNIFFED_BYTES = 4_096;

/** As UTF-8 without a byte order mark. @throws {UnreadableFileError} if it is missing, empty, a folder or not text. */
export async function openText(
  path: string,
  encoding: string | undefined,
  onProgress: (progress: FileProgress) => void,
): Promise<Readable> {
  const bytesTotal = await getFileSize(path);
  const head = await readHead(path);
  const file = createReadStream(path, { highWaterMark: READ_BUFFER_BYTES });
  file.on("data", () => onProgress({ bytesRead: file.bytesRead, bytesTotal }));

  // The reader of the last stream gets every error. The callback keeps it from being thrown twice.
  const unzipped = isGzip(head) ? pipeline(file, createGunzip(), () => undefined) : file;
  return pipeline(unzipped, createDecoder(path, encoding), () => undefined);
}

async function getFileSize(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isDirectory())
      throw new UnreadableFileError(`${path} is a folder. Pass one of the files in it.`);
    if (!found.isFile())
      throw new UnreadableFileError(`${path} is not a regular file. Save it to a file; it is read twice.`);
    if (found.size === 0) throw new UnreadableFileError(`${path} is empty.`);

    return found.size;
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError(
      `${path} does not exist or cannot be read. Check the path and its permissions.`,
      { cause: error },
    );
  }
}

async function readHead(path: string): Promise<Buffer> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.toString("latin1") === "PK\u0003\u0004")
      throw new UnreadableFileError(
        `${path} is an Excel workbook or a ZIP file. Save it as CSV (UTF-8), or unpack it.`,
      );

    return head;
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError(`${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Decodes to UTF-8. The encoding is detected from the first bytes if it is not named. */
function createDecoder(path: string, named: string | undefined): Transform {
  let decoder: TextDecoder | undefined;
  let line = 1;

  function decode(chunk: Buffer | undefined): string {
    try {
      decoder ??= new TextDecoder(named ?? detectEncoding(chunk ?? Buffer.alloc(0)), { fatal: true });
      const text = decoder.decode(chunk, { stream: chunk !== undefined });
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) line++;
      return text;
    } catch (error) {
      if (error instanceof RangeError)
        throw new UnreadableFileError(
          `"${named}" is not an encoding. Use one such as utf-8, windows-1252, iso-8859-2 or shift_jis.`,
          { cause: error },
        );
      throw new UnreadableFileError(
        `${basename(path)} is not ${decoder?.encoding.toUpperCase()} text (near line ${line}). If Excel saved it, pass --encoding windows-1252, or save it as CSV UTF-8.`,
        { cause: error },
      );
    }
  }

  return new Transform({
    transform(chunk: Buffer, _, done) {
      attempt(() => decode(chunk), done);
    },
    flush(done) {
      attempt(() => decode(undefined), done);
    },
  });
}

function attempt(decode: () => string, done: (error: Error | null, text?: string) => void): void {
  let text: string;
  try {
    text = decode();
  } catch (error) {
    done(error as Error);
    return;
  }
  done(null, text);
}

/** By byte order mark, or by the zero bytes that every second byte of western UTF-16 is. */
function detectEncoding(chunk: Buffer): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return "utf-16be";

  const head = chunk.subarray(0, SNIFFED_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2]!++;
  const isMostlyZero = (count: number) => count > head.length / 4;

  return isMostlyZero(zeros[1]!) ? "utf-16le" : isMostlyZero(zeros[0]!) ? "utf-16be" : "utf-8";
}
