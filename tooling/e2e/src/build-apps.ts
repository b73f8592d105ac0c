import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repository } from "./repository.ts";

/** Builds the panel and the shop as for production. */
export default async function buildApps(): Promise<void> {
  const filters = ["--filter=@admin-events/admin", "--filter=@admin-events/example"];
  await promisify(execFile)("turbo", ["run", "build", ...filters, "--output-logs=errors-only"], {
    cwd: repository,
  });
}
