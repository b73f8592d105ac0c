import { AuditChainError } from "@admin-events/core/activity";
import { UnreadableFileError } from "@admin-events/core/importing";
import { DatabaseUnavailableError } from "@admin-events/db/embedded";
import { BackupFailed } from "./backup/postgres-program.ts";
import { ConfigError } from "../env.ts";
import { CannotListen } from "../http/listen.ts";
import { PanelMissing } from "../panel/panel-files.ts";
import { ValidationError } from "@admin-events/core/errors";

const expected = [
  BackupFailed,
  AuditChainError,
  CannotListen,
  DatabaseUnavailableError,
  ValidationError,
  PanelMissing,
  UnreadableFileError,
  ConfigError,
];

/** What to tell the person at the terminal: one sentence for what can be expected, everything for the rest. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);

  return expected.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
