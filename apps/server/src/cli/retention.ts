import { getRetentionReport } from "@admin-events/core/data-retention";
import { Command } from "commander";
import { formatTable } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

export function retentionCommand({ print, withProject }: CliDeps): Command {
  return new Command("retention").description("Show how long each kind of data is kept").action(() =>
    withProject(async ({ orm, catalog, settings }) => {
      const { retentionDays, usageRetentionDays, timeZone } = settings;
      const report = await getRetentionReport(orm.em.fork(), {
        policy: { catalog: await catalog(), defaultDays: retentionDays },
        usageDays: usageRetentionDays,
        timeZone,
      });
      const rows = report.map(({ title, setting, days, oldest, nextCleanUp }) => ({
        data: title,
        kept: days === null ? "forever" : `${days} days`,
        "set by": setting ?? "",
        oldest: oldest?.slice(0, 10) ?? "none",
        "next clean-up (UTC)": nextCleanUp?.slice(0, 16).replace("T", " ") ?? "never",
      }));

      print(formatTable(rows));
    }),
  );
}
