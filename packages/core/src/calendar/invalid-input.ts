/** The asker's mistake. The message is a sentence that says what to change. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
}
