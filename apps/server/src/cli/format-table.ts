type Row = Record<string, string | number>;

/** Aligns numbers to the right and text to the left. The keys are the headings. */
export function formatTable(rows: readonly Row[]): string {
  const [first = {}] = rows;
  const columns = Object.keys(first).map((key) => {
    const cells = rows.map((row) => String(row[key]));
    const width = Math.max(key.length, ...cells.map((cell) => cell.length));
    const pad = (cell: string) =>
      typeof first[key] === "number" ? cell.padStart(width) : cell.padEnd(width);

    return [pad(key), ...cells.map(pad)];
  });

  return Array.from({ length: rows.length + 1 }, (_, line) =>
    columns
      .map((column) => column[line])
      .join("  ")
      .trimEnd(),
  ).join("\n");
}

/** Such as `1 event` or `2,000 events`. */
export function formatCount(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
