/** How far the characters after the cut are looked at. */
const LOOKAHEAD = 64;

let segmenter: Intl.Segmenter | undefined;

/** At most `maxLength` UTF-16 code units including an ellipsis. Never cuts within an emoji or the like. */
export function truncateText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${cutText(text, maxLength - 1)}…`;
}

/** As {@link truncateText}, without an ellipsis: for values that other code compares or parses. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  if (maxLength <= 0) return "";

  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const { index } = segmenter.segment(text.slice(0, maxLength + LOOKAHEAD)).containing(maxLength) ?? {
    index: maxLength,
  };
  // A single character of many code points may be longer than the limit.
  return text.slice(0, index === 0 ? maxLength : index).toWellFormed();
}
