import type { Logger } from "pino";
import { pino } from "pino";
import pretty from "pino-pretty";
import type { Settings } from "./settings.ts";

export type Log = Logger;

/** Writes to standard output: lines for people in development and on a terminal, else JSON. */
export function createLog({ development, logLevel }: Pick<Settings, "development" | "logLevel">): Log {
  const options = {
    level: logLevel,
    base: null,
    errorKey: "error",
    serializers: { error: pino.stdSerializers.err },
  };
  if (!development && !process.stdout.isTTY) return pino(options);

  return pino(options, pretty({ colorize: process.stdout.isTTY, translateTime: "SYS:HH:MM:ss", sync: true }));
}
