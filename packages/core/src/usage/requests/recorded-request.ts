export interface RecordedRequest {
  /** UUIDv7. Storing the same id again changes nothing. */
  id: string;
  occurredAt: Date;
  /** `GET`, or the type of a procedure: `query`, `mutation`, `subscription`. At most 10 characters. */
  method: string;
  /** The route template, never a URL with ids: `/orders/:id`, `usage.overview`. At most 500 characters. */
  route: string;
  /** The HTTP status of the response. 400 and above count as errors. */
  status: number;
  durationMs: number;
  /** The application's own error code, such as `FORBIDDEN`. */
  errorCode: string | null;
  /** The application's own id of the caller; null if unauthenticated. */
  userId: string | null;
  /** The caller's IP address. Only its network is stored. */
  ip: string | null;
  /** The User-Agent header. Only browser, operating system and device type are stored. */
  userAgent: string | null;
}
