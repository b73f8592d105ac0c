type Row = Record<string, string | number>;

/** Rows as lines of text under their keys: numbers to the right, texts to the left. */
export function tableOf(rows: readonly Row[]): string {
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
