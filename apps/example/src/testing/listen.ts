import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

interface SentItem {
  type: string;
  id: string;
  name?: string;
  userId?: string;
  [field: string]: unknown;
}

export async function listen(handle: RequestListener): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(handle);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A server that accepts every item of the analytics client and keeps them. */
export async function startIngestServer(): Promise<{ url: string; items: SentItem[] } & AsyncDisposable> {
  const items: SentItem[] = [];
  const server = await listen(async (request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
    if (request.method === "OPTIONS") return void response.end();

    const body = await buffer(request);
    const isGzip = body[0] === 0x1f && body[1] === 0x8b;
    const { events } = JSON.parse((isGzip ? gunzipSync(body) : body).toString()) as { events: SentItem[] };
    items.push(...events);
    const stored = { status: "stored", duplicate: false, warnings: [] };
    response.end(JSON.stringify({ results: events.map(({ id }) => ({ id, ...stored })) }));
  });

  return { ...server, items };
}
