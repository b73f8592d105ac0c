const MAX_LETTERS = 60;

/**
 * The part of a name that is safe to greet with: words of letters on one line. People choose their names, so a name may hold a
 * link or a message, which would be sent from the company's address.
 *
 * @returns null if nothing is left.
 */
export function toGreetingName(name: string | null): string | null {
  const line = (name ?? "").normalize("NFC").replace(/\s+/gu, " ").trim();
  // Up to the first character that no name has, such as a digit, "!", ":" or "/".
  const [words = ""] = /^[\p{L}\p{M}'’.\- ]*/u.exec(line) ?? [];
  const greeting = words
    .split(" ")
    .filter((word) => /\p{L}/u.test(word) && !isHostName(word))
    .join(" ");

  return Array.from(greeting).length > MAX_LETTERS ? null : greeting || null;
}

/** `evil.example`, but neither `J.R.R.` nor `Dr.` */
function isHostName(word: string): boolean {
  return /\.[\p{L}\p{M}-]{2,}/u.test(word);
}
