/** A file, or the mapping of its columns, that cannot be imported. The message says what to change. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}
