/** How documents refer to the example shop. */
const REFERENCE = /apps\/example|\.\.\/example\/|example shop|eject-example|^ {2}example\/|EXAMPLE_/;
// A full stop or colon ends a phrase if a space and a capital or a mark follow.
const BOUNDARY = /(?<=\D[.:!?])\s+(?=[A-Z`*[])/;

/** Removes what a Markdown document says of the example shop: lines of tables and code, and phrases of paragraphs. */
export function removeReferences(markdown: string): string {
  const kept: string[] = [];
  let isCode = false;
  let paragraph: string[] = [];

  const endParagraph = () => {
    const text = paragraph.join("\n");
    paragraph = [];
    if (!REFERENCE.test(text)) {
      if (text) kept.push(text);
      return;
    }
    const rest = text.split(BOUNDARY).filter((part) => !REFERENCE.test(part));
    if (rest.length > 0) kept.push(rest.join(" "));
  };

  for (const line of markdown.split("\n")) {
    const isFence = line.trimStart().startsWith("```");
    if (isFence) isCode = !isCode;
    if (isCode || isFence || line.startsWith("|") || line.startsWith("#") || line.trim() === "") {
      endParagraph();
      if (!REFERENCE.test(line)) kept.push(line);
    } else if (/^\s*(?:[-*]|\d+\.) /.test(line)) {
      endParagraph();
      paragraph.push(line);
    } else paragraph.push(line);
  }
  endParagraph();

  return kept.join("\n").replace(/\n{3,}/g, "\n\n");
}
