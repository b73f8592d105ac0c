import { createAnalytics } from "@admin-events/client/node";
import express from "express";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface SiteOptions {
  analyticsUrl: string;
  key: string;
}

/** From the site to its parent process: its addresses at the start, and the dropped requests at the end. */
export type SiteMessage = { bareUrl: string; recordedUrl: string } | { dropped: number };

const { analyticsUrl, key } = JSON.parse(process.argv[2] ?? "{}") as SiteOptions;
const analytics = createAnalytics({ url: analyticsUrl, key });
const routes = express.Router().get("/orders/:id", (request, response) => {
  response.json({ id: request.params.id, total: 29.5, currency: "EUR" });
});
const servers = [
  createServer(express().use(routes)),
  createServer(express().use(analytics.requests.express({ getUserId: () => "u_1" }), routes)),
];
const [bareUrl = "", recordedUrl = ""] = await Promise.all(servers.map(listen));
send({ bareUrl, recordedUrl });

process.once("message", async () => {
  const { dropped } = await analytics.shutdown(10_000);
  send({ dropped });
});
// Also ends when its parent process is killed.
process.once("disconnect", () => process.exit(0));

function send(message: SiteMessage): void {
  process.send?.(message, () => undefined);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
