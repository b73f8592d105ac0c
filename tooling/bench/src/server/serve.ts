import { startServer } from "@admin-events/server";
import { randomBytes } from "node:crypto";

/** What this process tells the one that started it: once that it is ready, and how much memory it holds. */
export type ServerMessage = { url: string; signInLink: string } | { residentBytes: number };

const server = await startServer({
  databaseUrl: process.argv[2],
  port: 0,
  authSecret: randomBytes(32).toString("base64url"),
  servesPanel: false,
  logLevel: "error",
});

tell({ url: server.url, signInLink: await server.createSignInLink("bench@example.com") });
const telling = setInterval(() => tell({ residentBytes: process.memoryUsage.rss() }), 250);

// It ends with whoever started it, however that one ends.
process.once("disconnect", async () => {
  clearInterval(telling);
  await server.close();
  process.exit(0);
});

function tell(message: ServerMessage): void {
  // Whoever listened may be gone by now.
  if (process.connected) process.send?.(message, () => undefined);
}
