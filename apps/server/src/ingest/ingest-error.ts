import type { HttpStatus } from "../http/http-error.ts";
import { HttpError } from "../http/http-error.ts";

interface IngestErrorDetails {
  /** In seconds; undefined if the same batch would be refused again. */
  retryAfter?: number;
  /** The key that may not be used like this. */
  keyId?: number;
}

/** A request to `/ingest` that fails as a whole. */
export class IngestError extends HttpError {
  override readonly name = "IngestError";
  readonly keyId: number | undefined;

  constructor(status: HttpStatus, message: string, { retryAfter, keyId }: IngestErrorDetails = {}) {
    super(status, message, retryAfter);
    this.keyId = keyId;
  }
}
