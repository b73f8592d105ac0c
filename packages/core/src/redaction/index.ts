export { createRedactor, defaultRedactor, isSecret, REDACTED } from "./create-redactor.ts";
export type { Redactor } from "./create-redactor.ts";
export { splitWords } from "./split-words.ts";
export type { Sensitivity } from "./secret-words.ts";
