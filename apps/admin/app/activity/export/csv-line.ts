/** What makes a spreadsheet take a cell for a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * A line of CSV, with its end. A cell that a spreadsheet would run as a formula begins with an apostrophe, which makes
 * it text.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: string | null): string {
  if (value === null) return "";
  const harmless = formula.test(value) ? `'${value}` : value;

  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
