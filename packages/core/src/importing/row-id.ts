import { createHash } from "node:crypto";
import { stringify as uuidFromBytes } from "uuid";

const MAX_REMEMBERED_ROWS = 100_000;

export interface RowIds {
  /** Importing a row again gives the same id. Equal rows among about the last 100,000 different ones get different ids. */
  next(time: Date, content: string): string;
}

/** Equal rows have the same time and are close to each other, so a limited memory is enough. */
export function createRowIds(): RowIds {
  const repetitions = new Map<string, number>();

  return {
    next(time, content) {
      const key = createHash("sha1").update(content).digest("base64");
      const count = repetitions.get(key) ?? 0;

      repetitions.delete(key);
      repetitions.set(key, count + 1);
      if (repetitions.size > MAX_REMEMBERED_ROWS)
        for (const oldest of repetitions.keys().take(1)) repetitions.delete(oldest);

      return deriveId(time, `${content}${count}`);
    },
  };
}

/** The random bits of the UUIDv7 are a SHA-256 of the content, as RFC 9562 allows. */
function deriveId(time: Date, content: string): string {
  const bytes = createHash("sha256").update(content).digest().subarray(0, 16);

  bytes.writeUIntBE(time.getTime(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;

  return uuidFromBytes(bytes);
}
