import { checkServer, clientCases, serverCases, startContractServer } from "@admin-events/contract";
import type { ServerCaseResult, ContractServer } from "@admin-events/contract";
import { ValidationError } from "@admin-events/core/errors";
import { createWireSchema } from "@admin-events/core/ingestion";
import { Command } from "commander";
import type { CliDeps } from "./program.ts";
import { formatTable } from "./format-table.ts";

interface CheckOptions {
  key?: string;
  event: string;
  schema: boolean;
}

export function contractCommand(deps: CliDeps): Command {
  return new Command("contract")
    .description("Test a server or a client against the wire format")
    .helpCommand(false)
    .argument("[url]", "The server to test, such as http://localhost:4300; the test stores about 100 events")
    .option("--key <key>", "An API key of that server")
    .option("--event <name>", "The name of the stored events", "contract.checked")
    .option("--schema", "Print the wire format as JSON Schema", false)
    .action((url: string | undefined, options: CheckOptions) => check(deps, url, options))
    .addCommand(serveCommand(deps));
}

async function check({ print }: CliDeps, url: string | undefined, options: CheckOptions): Promise<void> {
  if (options.schema) return print(JSON.stringify(createWireSchema(), null, 2));
  if (url === undefined || !URL.canParse(url)) {
    throw new ValidationError(null, "Missing server URL. Example: contract http://localhost:4300 --key sk_…");
  }
  if (options.key === undefined)
    throw new ValidationError(null, "Missing --key. Create a key with: keys create <name>");

  const server = { url, key: options.key, eventName: options.event };
  const results: ServerCaseResult[] = [];
  for (const serverCase of serverCases) results.push(await checkServer(server, serverCase));

  print(formatTable(results.map(({ title, status }) => ({ status, case: title }))));
  const failed = results.filter(({ status }) => status === "failed");
  for (const { title, problem } of failed) print(`\n${title}\n  ${problem}`);
  if (failed.length > 0)
    throw new ValidationError(null, `\n${failed.length} of ${results.length} cases failed.`);
}

function serveCommand({ print, untilStopped }: CliDeps): Command {
  return new Command("serve")
    .description("Act as the server for a client and report which cases it passes")
    .option("--port <port>", "0 takes any free port", "4310")
    .action(async ({ port }: { port: string }) => {
      await using server = await startOnPort(port);
      print(
        `Listening at ${server.url}, which describes ${clientCases.length} client cases as JSON. Press Ctrl-C to stop and see the results.`,
      );

      await untilStopped();
      for (const run of server.listRuns()) {
        const rows = clientCases.map(({ name, title }) => {
          const { passed, problems } = server.getResult(run, name);
          return { [run]: passed ? "passed" : "failed", case: title, problem: problems[0] ?? "" };
        });
        print(formatTable(rows));
      }
    });
}

/** @throws {ValidationError} */
async function startOnPort(port: string): Promise<ContractServer> {
  try {
    return await startContractServer(Number(port));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ValidationError(
      null,
      `Cannot listen on --port ${port} (${code}). Choose a free port, or 0 for any.`,
    );
  }
}
