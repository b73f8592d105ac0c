import { cleanText, truncateText } from "../../text/index.ts";
import { REDACTED } from "../../redaction/index.ts";
import { formatKey } from "./metadata-key.ts";

/** A number that JavaScript cannot hold and that was stored as text or rounded. */
export interface LongNumber {
  /** The keys and indexes that lead to it. */
  path: readonly (string | number)[];
  value: number;
}

/** How many paths one warning names. */
const MAX_NAMED_PATHS = 5;
const MAX_ERROR_LENGTH = 200;

/** Collects what was changed while metadata is cleaned, with the path of the value that is being cleaned. */
export class CleaningReport {
  readonly longNumbers: LongNumber[] = [];
  readonly #warnings = new Set<string>();
  readonly #redacted: string[] = [];
  readonly #path: (string | number)[];

  constructor(field: string) {
    this.#path = [field];
  }

  enter(key: string | number): void {
    this.#path.push(key);
  }

  leave(): void {
    this.#path.pop();
  }

  warn(problem: string): void {
    this.#warnings.add(`${this.formatPath()}: ${problem}`);
  }

  /** About the whole metadata. */
  warnOnce(problem: string): void {
    this.#warnings.add(`${this.#path[0]}: ${problem}`);
  }

  warnUnreadable(error: unknown): void {
    this.warn(`could not be read, so it was left out: ${formatError(error)}`);
  }

  noteLongNumber(value: number): void {
    this.longNumbers.push({ path: this.#path.slice(1), value });
  }

  noteSecret(): void {
    this.#redacted.push(this.formatPath());
  }

  formatPath(): string {
    return this.#path.map((part) => (typeof part === "string" ? formatKey(part) : part)).join(".");
  }

  listWarnings(): string[] {
    if (this.#redacted.length === 0) return [...this.#warnings];

    const named = this.#redacted.slice(0, MAX_NAMED_PATHS).join(", ");
    const more = this.#redacted.length - MAX_NAMED_PATHS;
    return [
      ...this.#warnings,
      `${named}${more > 0 ? ` and ${more} more` : ""}: looks like a secret and was stored as ${REDACTED}. ` +
        "Do not send secrets. If only the name looks like one, declare the field in the catalog.",
    ];
  }
}

function formatError(error: unknown): string {
  try {
    return truncateText(cleanText(String(error)), MAX_ERROR_LENGTH);
  } catch {
    return "unknown error";
  }
}
