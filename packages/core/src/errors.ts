/** Invalid input of a sender or caller. The message says what to change; the same input fails again. */
export class ValidationError extends Error {
  override readonly name = "ValidationError";
  /** The invalid field, such as `metadata.price`; null if the message names it or concerns the whole input. */
  readonly path: string | null;

  constructor(path: string | null, problem: string) {
    super(path === null ? problem : `${path}: ${problem}`);
    this.path = path;
  }
}

/** The ingestion queue is full. Nothing was stored; the sender should retry after `retryAfter` seconds. */
export class OverloadedError extends Error {
  override readonly name = "OverloadedError";
  readonly retryAfter = 1;
}
