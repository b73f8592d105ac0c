import { checkServer, clientCases, serverCases, startContractServer } from "@admin-events/contract";
import type { ServerCaseResult, ContractServer } from "@admin-events/contract";
import { wireSchema } from "@admin-events/core/ingestion";
import { Command } from "commander";
import type { CliParts } from "./program.ts";
import { tableOf } from "./table.ts";
import { ValidationError } from "@admin-events/core/errors";

interface CheckOptions {
  key?: string;
  event: string;
  schema: boolean;
}

export function contractCommand(parts: CliParts): Command {
  return new Command("contract")
    .description("checks what speaks our wire format: a server, or a client in another language")
    .helpCommand(false)
    .argument(
      "[url]",
      "a server to check, like http://localhost:4300; the check stores about a hundred events",
    )
    .option("--key <key>", "an API key of that server")
    .option("--event <name>", "the name of the events that are stored", "contract.checked")
    .option("--schema", "prints the wire format as JSON Schema", false)
    .action((url: string | undefined, options: CheckOptions) => check(parts, url, options))
    .addCommand(serveCommand(parts));
}

async function check({ print }: CliParts, url: string | undefined, options: CheckOptions): Promise<void> {
  if (options.schema) return print(JSON.stringify(wireSchema(), null, 2));
  if (url === undefined || !URL.canParse(url)) {
    throw new ValidationError(
      null,
      "Name the server to check, like: contract http://localhost:4300 --key sk_…",
    );
  }
  if (options.key === undefined)
    throw new ValidationError(null, "--key is missing: keys create <name> makes one.");

  const server = { url, key: options.key, eventName: options.event };
  const results: ServerCaseResult[] = [];
  for (const one of serverCases) results.push(await checkServer(server, one));

  print(tableOf(results.map(({ title, status }) => ({ status, "the server …": title }))));
  const failed = results.filter(({ status }) => status === "failed");
  for (const { title, problem } of failed) print(`\n${title}\n  ${problem}`);
  if (failed.length > 0)
    throw new ValidationError(null, `\n${failed.length} of ${results.length} cases failed.`);
}

function serveCommand({ print, untilStopped }: CliParts): Command {
  return new Command("serve")
    .description("plays the server for a client that is to be checked, and judges it")
    .option("--port <port>", "0 takes any free one", "4310")
    .action(async ({ port }: { port: string }) => {
      await using server = await startAt(port);
      print(
        `${clientCases.length} cases for clients are explained at ${server.url} as JSON. Ctrl-C stops it.`,
      );

      await untilStopped();
      for (const run of server.listRuns()) {
        const rows = clientCases.map(({ name, title }) => {
          const { passed, problems } = server.getResult(run, name);
          return { [run]: passed ? "passed" : "failed", "the client …": title, problem: problems[0] ?? "" };
        });
        print(tableOf(rows));
      }
    });
}

/** @throws {ValidationError} for a port that cannot be had. */
async function startAt(port: string): Promise<ContractServer> {
  try {
    return await startContractServer(Number(port));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ValidationError(
      null,
      `--port ${port} cannot be listened on (${code}): name a free one, or 0 for any.`,
    );
  }
}
