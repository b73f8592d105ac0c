import type { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import { createAnalytics } from "@admin-events/client/node";
import type { RequestListener } from "node:http";
import { createApp } from "../create-app.ts";
import { listen, startIngestServer } from "./listen.ts";
import type { OpenDatabase } from "./open-database.ts";
import { openDatabase, silentLog } from "./open-database.ts";

export interface OpenShop extends AsyncDisposable, Pick<OpenDatabase, "listActivities" | "listEvents"> {
  url: string;
  /** The events that the SDK sent. */
  listSentEvents: () => Promise<{ name?: string; userId?: string }[]>;
  /** The requests that the SDK recorded, like `GET /api/me 200 -`: method, route, status and user. */
  listRequests: () => Promise<string[]>;
  mails: { to: string; link: string }[];
  visit: () => Visitor;
  /** Registers a customer and signs them in. */
  signUp: (email: string, plan?: string) => Promise<Visitor & { id: string }>;
}

/** A browser of the shop's API: it keeps the session cookie. */
interface Visitor {
  get: (path: string) => Promise<{ status: number; body: unknown }>;
  post: (
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; body: unknown }>;
  getCookie: () => string;
}

/** The shop's API with a real database, and an ingest server for its analytics client. */
export async function openShop(): Promise<OpenShop> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await openDatabase());
  const ingest = resources.use(await startIngestServer());
  const analytics = createAnalytics<typeof catalog>({ url: ingest.url, key: "sk_test" });
  resources.defer(async () => void (await analytics.shutdown()));
  const mails: OpenShop["mails"] = [];

  let app: RequestListener = () => {};
  const { url } = resources.use(await listen((request, response) => app(request, response)));
  app = createApp({
    orm: database.orm,
    events: database.events,
    analytics,
    browserAnalytics: { url: ingest.url, key: "pk_test" },
    signingSecret: "ss_test",
    staffEmail: "roaster@cinder.example",
    sendSignInLink: ({ email }, link) => Promise.resolve(void mails.push({ to: email, link })),
    secret: "secret",
    origin: url,
    log: silentLog,
  });

  const running = resources.move();
  return {
    url,
    mails,
    listActivities: database.listActivities,
    listEvents: database.listEvents,
    async listSentEvents() {
      await analytics.flush();
      return ingest.items.filter(({ type }) => type === "track");
    },
    async listRequests() {
      await analytics.flush();
      return ingest.items
        .filter(({ type }) => type === "request")
        .map(({ method, route, status, userId }) => [method, route, status, userId ?? "-"].join(" "));
    },
    visit: () => createVisitor(url),
    async signUp(email, plan = "free") {
      const visitor = createVisitor(url);
      await visitor.post("/register", { email, name: "Somebody", plan });
      const { body } = await visitor.post("/sign-in", { token: getToken(mails.at(-1)!.link) });
      return { ...visitor, id: (body as { id: string }).id };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function createVisitor(url: string): Visitor {
  let cookie = "";

  async function send(path: string, init: RequestInit) {
    const response = await fetch(`${url}/api${path}`, init);
    const [setCookie] = response.headers.getSetCookie();
    if (setCookie) cookie = setCookie.split(";")[0]!;

    return { status: response.status, body: (await response.json()) as unknown };
  }

  return {
    get: (path) => send(path, { headers: { cookie } }),
    post: (path, body = {}, headers = {}) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/json", cookie, ...headers },
        body: JSON.stringify(body),
      }),
    getCookie: () => cookie,
  };
}

/** The token of a sign-in link. */
export function getToken(link: string): string {
  return new URL(link).searchParams.get("token")!;
}
