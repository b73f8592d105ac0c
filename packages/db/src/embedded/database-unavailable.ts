/** No database can be had. The message is one sentence for the person at the terminal: what is wrong and what to do. */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
}
