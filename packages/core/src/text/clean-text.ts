/** Removes NUL characters and replaces lone surrogates, which PostgreSQL rejects. */
export function cleanText(text: string): string {
  return text.includes("\u0000") ? text.replaceAll("\u0000", "").toWellFormed() : text.toWellFormed();
}
