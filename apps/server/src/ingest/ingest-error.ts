import { HttpError } from "../http/http-error.ts";

/** A request to `/ingest` that fails as a whole. */
export class IngestError extends HttpError {
  override readonly name = "IngestError";
}
