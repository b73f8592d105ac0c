/** A request that is rejected as a whole. The message tells the sender what to do. */
export class HttpError extends Error {
  override readonly name: string = "HttpError";
  readonly status: HttpStatus;
  /** In seconds; undefined if the same request would fail again. */
  readonly retryAfter: number | undefined;

  constructor(status: HttpStatus, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get code(): string {
    return ERROR_CODES[this.status];
  }
}

export type HttpStatus = keyof typeof ERROR_CODES;

const ERROR_CODES = {
  400: "MALFORMED",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
  413: "TOO_LARGE",
  414: "URL_TOO_LONG",
  415: "UNSUPPORTED_CONTENT",
  429: "TOO_MANY_REQUESTS",
  503: "UNAVAILABLE",
} as const;
