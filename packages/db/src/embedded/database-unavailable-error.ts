/** No database is available. The message, for the person at the terminal, says what is wrong and what to do. */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
}
