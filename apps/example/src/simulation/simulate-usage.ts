import type { SimulatedEvent } from "./diary.ts";
import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";
import { day } from "./rhythm.ts";

/** A customer's visit to the shop, as the server would have kept it. */
export interface SimulatedSession {
  /** UUIDv7. */
  id: string;
  key: string;
  userId: string;
  startedAt: Date;
  lastActivityAt: Date;
  referrer: string | null;
  views: { id: string; at: Date; path: string; durationMs: number }[];
}

/** A request to the shop, as its server would have recorded it. */
export interface SimulatedRequest {
  /** UUIDv7. */
  id: string;
  occurredAt: Date;
  method: string;
  route: string;
  status: number;
  durationMs: number;
  userId: string | null;
  userAgent: string;
}

export interface SimulatedUsage {
  sessions: SimulatedSession[];
  /** In the order they were made. */
  requests: SimulatedRequest[];
}

const second = 1_000;
const referrers = ["https://www.google.com/", "https://www.instagram.com/", "https://newsletter.example/"];

const browsers = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
];
const browserWeights = [36, 28, 20, 11, 5];

interface Call {
  method: string;
  route: string;
  /** What it usually takes, in milliseconds. */
  usualMs: number;
}

/** What the shop's pages ask its server for, by what the customer does. */
const calls: Record<string, Call> = {
  "user.signed_up": { method: "POST", route: "/api/register", usualMs: 34 },
  "user.confirmed": { method: "POST", route: "/api/sign-in", usualMs: 18 },
  "order.placed": { method: "POST", route: "/api/orders", usualMs: 42 },
  "order.refunded": { method: "POST", route: "/api/orders/:id/refund", usualMs: 29 },
  "plan.changed": { method: "POST", route: "/api/plan", usualMs: 15 },
  "support.ticket_opened": { method: "POST", route: "/api/support", usualMs: 12 },
};
const pageLoad: Call = { method: "GET", route: "/api/me", usualMs: 5 };

/** The sessions, page views and requests that go with a year's events. The same events make the same usage. */
export function simulateUsage(events: readonly SimulatedEvent[], seed: string): SimulatedUsage {
  const visits = Map.groupBy(
    events.filter(({ sessionId }) => sessionId !== null),
    ({ sessionId }) => sessionId!,
  );
  const sessions = [...visits].flatMap(([key, visit]) => sessionOf(key, visit, seed));
  const requests = events.flatMap((event) => requestsOf(event, createRandom(`${seed}/requests/${event.id}`)));
  requests.sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime());

  return { sessions, requests };
}

/** None for a visitor who is not signed in: nobody knows whose it is. */
function sessionOf(key: string, visit: readonly SimulatedEvent[], seed: string): SimulatedSession[] {
  const [first] = visit;
  const last = visit.at(-1);
  if (!first?.userId || !last) return [];

  const random = createRandom(`${seed}/session/${key}`);
  const startedAt = first.timestamp.getTime();
  const lastActivityAt = last.timestamp.getTime() + Math.floor(random.between(4, 90) * second);
  const pages = visit.flatMap((event) => {
    const path = pathOf(event);
    return path === null ? [] : [{ path, at: event.timestamp.getTime() }];
  });
  const views = pages.map(({ path, at }, place) => ({
    id: random.idAt(at),
    at: new Date(at),
    path,
    durationMs: Math.min((pages[place + 1]?.at ?? lastActivityAt) - at, 10 * 60 * second),
  }));

  return [
    {
      id: random.idAt(startedAt),
      key,
      userId: first.userId,
      startedAt: first.timestamp,
      lastActivityAt: new Date(lastActivityAt),
      referrer: random.chance(0.35) ? random.pick(referrers) : null,
      views,
    },
  ];
}

function requestsOf(event: SimulatedEvent, random: Random): SimulatedRequest[] {
  const at = event.timestamp.getTime();
  const userAgent = browsers[createRandom(event.userId ?? event.sessionId ?? "").pickIndex(browserWeights)]!;
  const asked = [calls[event.name], pathOf(event) === null ? undefined : pageLoad];

  return asked.flatMap((call) => {
    if (!call) return [];
    const { usualMs, ...endpoint } = call;
    return [
      {
        ...endpoint,
        id: random.idAt(at),
        occurredAt: event.timestamp,
        status: statusOf(random),
        durationMs: Math.round(usualMs * slownessAt(at) * Math.exp(0.55 * random.normal()) * 100) / 100,
        userId: event.userId,
        userAgent,
      },
    ];
  });
}

function statusOf(random: Random): number {
  if (random.chance(0.982)) return 200;

  return random.pick([400, 401, 404, 404, 500]);
}

/** How much slower than usual the server is: evenings weigh on it, and now and then there is a bad day. */
function slownessAt(at: number): number {
  const today = Math.floor(at / day);
  const isBadDay = today % 53 === 7;
  const isEvening = new Date(at).getUTCHours() >= 18;

  return (isBadDay ? 2.6 : 1) * (isEvening ? 1.35 : 1);
}

function pathOf({ name, metadata }: SimulatedEvent): string | null {
  switch (name) {
    case "product.viewed":
      return `/products/${String(metadata.sku)}`;
    case "search.performed":
      return "/";
    case "checkout.started":
      return "/checkout";
    case "cart.item_added":
      return "/cart";
    default:
      return null;
  }
}
