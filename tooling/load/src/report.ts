export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printTable(rows: readonly Record<string, string | number>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => String(row[column]).length)),
  );
  const line = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, index) =>
        index === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[index] ?? 0),
      )
      .join("   ");

  print("");
  print(line(columns));
  for (const row of rows) print(line(columns.map((column) => row[column] ?? "")));
  print("");
}

/** The value below which a fraction (0 to 1) of the values lies; null if there are no values. */
export function percentile(values: readonly number[], fraction: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);

  return sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))] ?? null;
}

export function printJson(value: object): void {
  print(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "number" ? Number(part.toFixed(3)) : part,
    ),
  );
}
