import type { Logger } from "pino";
import { pino } from "pino";
import pretty from "pino-pretty";
import type { Settings } from "./settings.ts";

export type Log = Logger;

/** Logs formatted lines in development and on a terminal, otherwise JSON. */
export function createLog(
  { development, logLevel }: Pick<Settings, "development" | "logLevel">,
  stream: NodeJS.WriteStream = process.stdout,
): Log {
  const options = {
    level: logLevel,
    base: null,
    errorKey: "error",
    serializers: { error: pino.stdSerializers.err },
  };
  if (!development && !stream.isTTY) return pino(options, stream);

  return pino(
    options,
    pretty({
      colorize: stream.isTTY,
      destination: stream,
      errorLikeObjectKeys: ["error"],
      translateTime: "SYS:HH:MM:ss",
    }),
  );
}
