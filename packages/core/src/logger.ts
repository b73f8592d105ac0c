/** The part of a pino-like logger that this package uses. */
export interface Logger {
  info(details: object, sentence: string): void;
  warn(details: object, sentence: string): void;
  error(details: object, sentence: string): void;
}
