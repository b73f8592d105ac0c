import { AuditChainError } from "@admin-events/core/activity";
import { ValidationError } from "@admin-events/core/errors";
import { PooledConnectionError } from "@admin-events/core/background";
import { UnreadableFileError } from "@admin-events/core/importing";
import { MigrationError, SchemaNameError, SetupError } from "@admin-events/db";
import { DatabaseUrlError } from "@admin-events/db/connections";
import { DatabaseUnavailableError } from "@admin-events/db/embedded";
import { ConfigError } from "../env.ts";
import { ListenError } from "../http/listen.ts";
import { PanelMissingError } from "../panel/panel-files.ts";
import { BackupError } from "./backup/postgres-program.ts";

const EXPECTED_ERRORS = [
  AuditChainError,
  BackupError,
  ConfigError,
  DatabaseUnavailableError,
  DatabaseUrlError,
  ListenError,
  MigrationError,
  PanelMissingError,
  PooledConnectionError,
  SchemaNameError,
  SetupError,
  UnreadableFileError,
  ValidationError,
];

/** The text for the terminal: only the message of an expected error, the stack of any other. */
export function formatError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);

  const isExpected = EXPECTED_ERRORS.some((ErrorClass) => error instanceof ErrorClass);
  return isExpected ? error.message : (error.stack ?? error.message);
}
