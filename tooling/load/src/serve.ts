import { createServer } from "@admin-events/server";
import { createClockShift } from "./clock-shift.ts";
import type { ServeOrder, ServeSettings, ServerMessage } from "./server-process.ts";

const settings = JSON.parse(process.argv[2] ?? "{}") as ServeSettings;
const server = await createServer({
  host: "127.0.0.1",
  servesPanel: false,
  logLevel: "error",
  ...settings,
});
const shiftClock = createClockShift();

tell({ url: server.url, signInLink: await server.createSignInLink("admin@example.com") });
const telling = setInterval(() => tell({ residentBytes: process.memoryUsage.rss() }), 250);

process.on("message", (order: ServeOrder) => {
  if ("shiftClockBy" in order) shiftClock(order.shiftClockBy);
  else tell({ usedBytes: usedBytes() });
});
process.once("SIGTERM", stop);
// It ends with whoever started it, however that one ends.
process.once("disconnect", stop);

async function stop(): Promise<void> {
  clearInterval(telling);
  await server.close();
  process.exit(0);
}

/** What is in use once everything that nobody needs is gone. */
function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();

  return heapUsed + external;
}

function tell(message: ServerMessage): void {
  // Whoever listened may be gone by now.
  if (process.connected) process.send?.(message, () => undefined);
}
