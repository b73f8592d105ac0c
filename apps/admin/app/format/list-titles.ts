/** A title that is not the first word: "Sign-ups" → "sign-ups", but "API keys" stays. */
export function toInnerTitle(title: string): string {
  return /^\p{Lu}\p{Lu}/u.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

/** Titles as a list: "Sign-ups, confirmations and orders". */
export function listTitles(titles: readonly string[]): string {
  const [first = "", ...others] = titles;

  return new Intl.ListFormat("en-GB").format([first, ...others.map(toInnerTitle)]);
}
