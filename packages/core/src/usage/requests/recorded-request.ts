/** One answered request of an application. */
export interface RecordedRequest {
  /** UUIDv7. The same id again changes nothing. */
  id: string;
  occurredAt: Date;
  /** `GET`, or a procedure's type: `query`, `mutation`, `subscription`. At most 10 characters. */
  method: string;
  /** The template, never an address with ids in it: `/orders/:id`, `usage.overview`. At most 500 characters. */
  route: string;
  /** The HTTP status of the answer. From 400 on it counts as an error. */
  status: number;
  durationMs: number;
  /** The application's own code of what went wrong, like `FORBIDDEN`. */
  errorCode: string | null;
  /** The application's own id of who input; null for nobody or a stranger. */
  userId: string | null;
  /** The asker's address. Only its network is kept. */
  ip: string | null;
  /** The User-Agent header. Only browser, system and kind of device are kept. */
  userAgent: string | null;
}
