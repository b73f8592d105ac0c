import type { LogFn, Logger } from "pino";
import { pino } from "pino";
import pretty from "pino-pretty";
import { sanitizeLogged } from "./sanitize-log.ts";
import type { Settings } from "./settings.ts";

export type Log = Logger;

/**
 * Logs formatted lines in development and on a terminal, otherwise JSON. Lines contain no email addresses, tokens or rows of the
 * database, except in development, where mails with their sign-in links are logged instead of sent.
 */
export function createLog(
  { development, logLevel }: Pick<Settings, "development" | "logLevel">,
  stream: NodeJS.WritableStream & { isTTY?: boolean } = process.stdout,
): Log {
  const options = {
    level: logLevel,
    base: null,
    errorKey: "error",
    serializers: { error: pino.stdSerializers.err },
    hooks: development ? {} : { logMethod: logSanitized },
  };
  if (!development && !stream.isTTY) return pino(options, stream as never);

  return pino(
    options,
    pretty({
      colorize: stream.isTTY ?? false,
      destination: stream as NodeJS.WriteStream,
      errorLikeObjectKeys: ["error"],
      translateTime: "SYS:HH:MM:ss",
    }),
  );
}

function logSanitized(this: Logger, values: Parameters<LogFn>, method: LogFn): void {
  const [first, ...rest] = values as unknown[];
  const fields = first instanceof Error ? { error: first } : first;

  method.apply(this, [fields, ...rest].map((value) => sanitizeLogged(value)) as Parameters<LogFn>);
}
