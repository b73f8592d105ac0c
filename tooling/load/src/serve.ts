import { createServer } from "@admin-events/server";
import type { ServeCommand, ServeOptions, ServerMessage } from "./server-process.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as ServeOptions;
const server = await createServer({
  host: "127.0.0.1",
  servesPanel: false,
  logLevel: "error",
  ...options,
});
const shiftClock = createClockShift();

send({ url: server.url, signInLink: await server.createSignInLink("admin@example.com") });
const reporting = setInterval(() => send({ residentBytes: process.memoryUsage.rss() }), 250);

process.on("message", (command: ServeCommand) => {
  if ("shiftClockBy" in command) shiftClock(command.shiftClockBy);
  else send({ usedBytes: measureUsedBytes() });
});
process.once("SIGTERM", stop);
// Also ends when its parent process is killed.
process.once("disconnect", stop);

async function stop(): Promise<void> {
  clearInterval(reporting);
  await server.close();
  process.exit(0);
}

/** Memory in use after a garbage collection. */
function measureUsedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();

  return heapUsed + external;
}

function send(message: ServerMessage): void {
  // The parent process may be gone.
  if (process.connected) process.send?.(message, () => undefined);
}

/** Makes this process's wall clock jump, as an operator or a time server may. Timers are not affected. */
function createClockShift(): (milliseconds: number) => void {
  const RealDate = Date;
  let shift = 0;

  class ShiftedDate extends RealDate {
    constructor(...parts: [] | ConstructorParameters<typeof Date>) {
      if (parts.length === 0) super(RealDate.now() + shift);
      else super(...parts);
    }

    static override now(): number {
      return RealDate.now() + shift;
    }
  }

  return (milliseconds) => {
    globalThis.Date = ShiftedDate as DateConstructor;
    shift = milliseconds;
  };
}
