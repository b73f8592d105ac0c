/** A request as a whole is not taken. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: 400 | 401 | 403 | 405 | 413 | 415 | 429 | 503;
  /** In how many seconds to send it again; undefined when that would not help. */
  readonly retryAfter: number | undefined;

  constructor(status: Refusal["status"], sentence: string, retryAfter?: number) {
    super(sentence);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export const refusalCodes: Record<Refusal["status"], string> = {
  400: "MALFORMED",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  405: "METHOD_NOT_ALLOWED",
  413: "TOO_LARGE",
  415: "UNSUPPORTED_CONTENT",
  429: "TOO_MANY_REQUESTS",
  503: "UNAVAILABLE",
};
