/** The sender's mistake: this event cannot be stored, however often it is sent. The message says what to change. */
export class EventRefused extends Error {
  override readonly name = "EventRefused";
  /** The wrong field, like `metadata.price`. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.path = path;
  }
}
