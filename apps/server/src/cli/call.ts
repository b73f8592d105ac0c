import { appRouter, createCaller } from "@admin-events/api";
import { createIngestion } from "@admin-events/core/ingestion";
import { TRPCError } from "@trpc/server";
import { Command } from "commander";
import { z } from "zod";
import { contextFor } from "../trpc/create-context.ts";
import type { CliParts } from "./program.ts";
import { ValidationError } from "@admin-events/core/errors";

export function callCommand({ print, withProject }: CliParts): Command {
  return new Command("call")
    .description("asks a question of the API and prints the answer as JSON")
    .argument("<procedure>", `one of: ${readingProcedures().join(", ")}`)
    .argument("[json]", 'its input, like \'{"name":"order.placed","from":"2026-01-01","to":"2026-02-01"}\'')
    .action((procedure: string, json?: string) => {
      if (!readingProcedures().includes(procedure)) {
        throw new ValidationError(
          null,
          `There is no question "${procedure}"; there are ${readingProcedures().join(", ")}.`,
        );
      }
      const input = json === undefined ? undefined : parseJson(json);

      return withProject(async ({ orm, readingOrm, runtime, settings: { timeZone } }) => {
        const events = await runtime();
        const parts = {
          catalog: events.rules.catalog,
          orm,
          readingOrm: await readingOrm(),
          runtime: events,
          ingestItems: createIngestion({
            ingest: events.ingest,
            dictionaries: events.dictionaries,
            fork: () => orm.em.fork(),
          }),
          timeZone,
        };
        const caller = createCaller(contextFor(parts, { kind: "process" }, "cli"));

        print(JSON.stringify(await answerOf(caller, procedure, input), null, 2));
      });
    });
}

/** Names like `funnel` and `users.get`. */
function readingProcedures(): string[] {
  // The types nest the procedures of sub-routers; the values are flat.
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;

  return Object.entries(procedures)
    .filter(([, { _def }]) => _def.type === "query")
    .map(([name]) => name)
    .sort();
}

type Ask = (input: unknown) => Promise<unknown>;

async function answerOf(caller: object, procedure: string, input: unknown): Promise<unknown> {
  const found = procedure
    .split(".")
    .reduce<object>((place, word) => (place as Record<string, object>)[word] as object, caller);

  try {
    return await (found as Ask)(input);
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") throw error;
    throw new ValidationError(
      null,
      error.cause instanceof z.ZodError ? z.prettifyError(error.cause) : error.message,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ValidationError(null, `The input is not JSON: ${(error as SyntaxError).message}.`);
  }
}
