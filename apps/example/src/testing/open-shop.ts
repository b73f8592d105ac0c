import type { events as catalog } from "@admin-events/catalog";
import { createAnalytics } from "@admin-events/client/node";
import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { vi } from "vitest";
import { createApp } from "../http/create-app.ts";
import type { Mailbox } from "../mail/mailbox.ts";
import { openMailbox } from "../mail/mailbox.ts";
import { createMailer } from "../mail/mailer.ts";
import { startMailServer } from "../mail/start-mail-server.ts";
import { openOrderBook } from "../orders/order-book.ts";
import type { OpenEvents } from "./open-events.ts";
import { openEvents } from "./open-events.ts";
import { silentLog } from "./silent-log.ts";
import { temporaryFolder } from "./temporary-folder.ts";

interface SentEvent {
  name: string;
  userId?: string;
  metadata?: Record<string, unknown>;
}

export interface OpenShop extends AsyncDisposable, Pick<OpenEvents, "activities" | "stored"> {
  url: string;
  /** Takes any events, the shop's own among them. */
  ingestUrl: string;
  /** What was sent there so far. */
  sent(): Promise<SentEvent[]>;
  /** What was recorded of requests so far, like `GET /api/me 200 -`: method, route, status and user. */
  recorded(): Promise<string[]>;
  mailbox: Mailbox;
  /** The link in the latest mail to this address, once there are as many as `count`. */
  linkIn(to: string, count?: number): Promise<string>;
}

interface SentRequest {
  type: string;
  id: string;
  method: string;
  route: string;
  status: number;
  userId?: string;
}

/** A batch as a client sends it; a large one is compressed. */
function readBatch(body: Buffer): { events: (SentEvent & SentRequest)[] } {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;

  return JSON.parse((isGzip ? gunzipSync(body) : body).toString()) as { events: (SentEvent & SentRequest)[] };
}

/** The shop's API with everything it needs, all real: database, mail server, and a server that takes its events. */
export async function openShop(): Promise<OpenShop> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await temporaryFolder());
  const database = opened.use(await openEvents());
  const mailbox = await openMailbox(join(folder.path, "mailbox"));
  const mailServer = opened.use(await startMailServer(0, mailbox, silentLog));

  const sent: SentEvent[] = [];
  const recorded: SentRequest[] = [];
  const ingest = opened.use(
    await listen(async (request, response) => {
      const { events } = readBatch(await buffer(request));
      sent.push(...events.filter(({ type }) => type === "track"));
      recorded.push(...events.filter(({ type }) => type === "request"));
      response.end(JSON.stringify({ results: events.map(({ id }) => ({ id, status: "ok" })) }));
    }),
  );
  const analytics = createAnalytics<typeof catalog>({ url: ingest.url, key: "sk_test" });
  opened.defer(async () => void (await analytics.shutdown()));

  let app: RequestListener = () => {};
  const server = opened.use(await listen((request, response) => app(request, response)));
  app = createApp({
    fork: () => database.orm.em.fork(),
    events: database.events,
    analytics,
    browserAnalytics: { url: ingest.url, key: "pk_test" },
    signingSecret: "ss_test",
    staffEmail: "roaster@cinder.example",
    orders: await openOrderBook(join(folder.path, "orders.jsonl")),
    mailbox,
    sendMail: createMailer(mailServer.port),
    secret: "secret",
    origin: server.url,
    log: silentLog,
  });

  const parts = opened.move();
  return {
    url: server.url,
    ingestUrl: ingest.url,
    mailbox,
    activities: () => database.activities(),
    stored: () => database.stored(),
    async sent() {
      await analytics.flush();
      return sent;
    },
    async recorded() {
      await analytics.flush();
      return recorded.map(
        ({ method, route, status, userId }) => `${method} ${route} ${status} ${userId ?? "-"}`,
      );
    },
    linkIn: (to, count = 1) =>
      vi.waitFor(async () => {
        const mails = await mailbox.list(to);
        if (mails.length < count) throw new Error(`Only ${mails.length} mails have come.`);
        const mail = await mailbox.read(mails[0]!.id);
        return /https?:\S+/.exec(mail?.text ?? "")![0];
      }),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

async function listen(handle: RequestListener): Promise<{ url: string } & AsyncDisposable> {
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
