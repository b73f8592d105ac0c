import type { RejectedRow } from "@admin-events/core/importing";
import type { WriteStream } from "node:fs";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** The rows that an import rejects: counted by reason, and written to a file if there is one. */
export interface RejectedRows extends AsyncDisposable {
  addHeader: (line: string) => void;
  add: (row: RejectedRow) => void;
  /** One line for each kind of reason, the most frequent first. Empty without rejected rows. */
  formatSummary(): string[];
}

const MAX_REASONS_SHOWN = 10;
const MAX_LINES_SHOWN = 5;
const MAX_REASONS_KEPT = 1_000;

interface Reason {
  count: number;
  lines: number[];
  example: string;
}

export function createRejectedRows(path: string | undefined): RejectedRows {
  const reasons = new Map<string, Reason>();
  let header: string | undefined;
  let file: WriteStream | undefined;
  let fileError: Error | undefined;

  /** The file has the same columns as the imported one, so that it can be corrected and imported. */
  function write(source: string): void {
    if (path === undefined) return;
    if (!file) {
      file = createWriteStream(path).on("error", (error) => (fileError = error));
      if (header !== undefined) file.write(`${header}\n`);
    }
    file.write(`${source}\n`);
  }

  return {
    addHeader: (line) => void (header = line),
    add({ line, source, reason }) {
      write(source);
      const kind = toKind(reason);
      const known = reasons.get(kind);
      if (known) {
        known.count++;
        if (known.lines.length < MAX_LINES_SHOWN) known.lines.push(line);
      } else if (reasons.size < MAX_REASONS_KEPT) {
        reasons.set(kind, { count: 1, lines: [line], example: reason });
      }
    },
    formatSummary() {
      const ranked = [...reasons.values()].toSorted(
        (one, other) => other.count - one.count || one.lines[0]! - other.lines[0]!,
      );
      const shown = ranked.slice(0, MAX_REASONS_SHOWN).map(formatReason);
      if (ranked.length > shown.length) shown.push(`… and ${ranked.length - shown.length} more reasons.`);
      if (fileError) shown.push(`The rejected rows could not be written to ${path}: ${fileError.message}.`);
      else if (file) shown.push(`The rejected rows are in ${path}.`);
      else if (shown.length > 0) shown.push("Add --rejected <file> to keep the rejected rows.");

      return shown;
    },
    async [Symbol.asyncDispose]() {
      file?.end();
      if (file) await finished(file).catch(() => undefined);
    },
  };
}

/** Reasons that differ in a value only are one kind. */
function toKind(reason: string): string {
  return reason.replace(/"(?:[^"\\]|\\.)*"$/, "…").replace(/^"[^"]*"(?= is not an event name)/, "…");
}

function formatReason({ count, lines, example }: Reason): string {
  const places = `${lines.length > 1 ? "lines" : "line"} ${lines.join(", ")}${count > lines.length ? ", …" : ""}`;

  return `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"} (${places}): ${example}.`;
}
