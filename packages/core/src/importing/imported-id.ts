import { createHash } from "node:crypto";
import { stringify as uuidFromBytes } from "uuid";

/**
 * A UUIDv7 that follows from what it names: the same time and content give the same id, so importing a file again
 * stores nothing twice. Only the random bits differ from a usual UUIDv7: they are a SHA-256 (RFC 9562 leaves them open).
 */
export function importedId(time: Date, content: string): string {
  const bytes = createHash("sha256").update(content).digest().subarray(0, 16);

  bytes.writeUIntBE(time.getTime(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;

  return uuidFromBytes(bytes);
}
