import { BrokenChain } from "@admin-events/core/activity";
import { InvalidInput } from "@admin-events/core/analytics";
import { UnreadableFile } from "@admin-events/core/importing";
import { DatabaseUnavailable } from "@admin-events/db/embedded";
import { BackupFailed } from "./cli/backup/postgres-program.ts";
import { WrongEnvironment } from "./env.ts";
import { CannotListen } from "./listen.ts";
import { PanelMissing } from "./panel/panel-files.ts";

const expected = [
  BackupFailed,
  BrokenChain,
  CannotListen,
  DatabaseUnavailable,
  InvalidInput,
  PanelMissing,
  UnreadableFile,
  WrongEnvironment,
];

/** What to tell the person at the terminal: one sentence for what can be expected, everything for the rest. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);

  return expected.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
