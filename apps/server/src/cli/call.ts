import { appRouter, createCaller } from "@admin-events/api";
import { ValidationError } from "@admin-events/core/errors";
import { createIngestion } from "@admin-events/core/ingestion";
import { parseJson } from "@admin-events/core/json";
import { TRPCError } from "@trpc/server";
import { Command } from "commander";
import { z } from "zod";
import { createContext } from "../trpc/create-context.ts";
import type { CliDeps } from "./program.ts";

export function callCommand({ print, withProject }: CliDeps): Command {
  return new Command("call")
    .description("Call an API query and print its result as JSON")
    .argument("<procedure>", `One of: ${listQueries().join(", ")}`)
    .argument(
      "[json]",
      'Its input as JSON, such as \'{"name":"order.placed","from":"2026-01-01","to":"2026-02-01"}\'',
    )
    .action((procedure: string, json?: string) => {
      if (!listQueries().includes(procedure)) {
        throw new ValidationError(
          null,
          `Unknown query "${procedure}". Available: ${listQueries().join(", ")}.`,
        );
      }
      const input = json === undefined ? undefined : parseInput(json);

      return withProject(async ({ orm, readingOrm, runtime, settings }) => {
        const events = await runtime();
        const deps = {
          orm,
          readingOrm: await readingOrm(),
          runtime: events,
          ingestItems: createIngestion({
            ingest: events.ingest,
            idCaches: events.idCaches,
            rules: events.rules,
            fork: () => orm.em.fork(),
          }),
          timeZone: settings.timeZone,
          retention: { eventDays: settings.retentionDays, usageDays: settings.usageRetentionDays },
        };
        const caller = createCaller(createContext(deps, { kind: "process" }, "cli"));

        print(JSON.stringify(await callProcedure(caller, procedure, input), null, 2));
      });
    });
}

/** Names such as `funnel` and `users.get`. */
function listQueries(): string[] {
  // The types nest the procedures of sub-routers; the values are flat.
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;

  return Object.entries(procedures)
    .filter(([, { _def }]) => _def.type === "query")
    .map(([name]) => name)
    .sort();
}

type Procedure = (input: unknown) => Promise<unknown>;

async function callProcedure(caller: object, procedure: string, input: unknown): Promise<unknown> {
  const found = procedure
    .split(".")
    .reduce<object>((parent, name) => (parent as Record<string, object>)[name] as object, caller);

  try {
    return await (found as Procedure)(input);
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
    throw new ValidationError(
      null,
      error.cause instanceof z.ZodError ? z.prettifyError(error.cause) : error.message,
    );
  }
}

function parseInput(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ValidationError(null, `The input is not valid JSON: ${(error as SyntaxError).message}.`);
  }
}
