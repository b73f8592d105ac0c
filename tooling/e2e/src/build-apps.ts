import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repository } from "./repository.ts";

/** Builds the pages as for production. */
export default async function buildApps(): Promise<void> {
  const filters = ["--filter=@admin-events/admin"];
  // eject:start
  filters.push("--filter=@admin-events/example");
  // eject:end
  await promisify(execFile)("turbo", ["run", "build", ...filters, "--output-logs=errors-only"], {
    cwd: repository,
  });
}
