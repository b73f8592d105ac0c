import type { SimulatedEvent } from "./event-recorder.ts";
import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";
import { DAY } from "./demand.ts";

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
  /** By time. */
  requests: SimulatedRequest[];
}

const SECOND = 1_000;
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
  /** Median duration in milliseconds. */
  medianMs: number;
}

/** The request that belongs to an event. */
const calls: Record<string, Call> = {
  "user.signed_up": { method: "POST", route: "/api/register", medianMs: 34 },
  "user.confirmed": { method: "POST", route: "/api/sign-in", medianMs: 18 },
  "order.placed": { method: "POST", route: "/api/orders", medianMs: 42 },
  "order.refunded": { method: "POST", route: "/api/orders/:id/refund", medianMs: 29 },
  "plan.changed": { method: "POST", route: "/api/plan", medianMs: 15 },
  "support.ticket_opened": { method: "POST", route: "/api/support", medianMs: 12 },
};
const pageLoad: Call = { method: "GET", route: "/api/me", medianMs: 5 };

/** Derives sessions, page views and requests from events. Deterministic. */
export function simulateUsage(events: readonly SimulatedEvent[], seed: string): SimulatedUsage {
  const visits = Map.groupBy(
    events.filter(({ sessionId }) => sessionId !== null),
    ({ sessionId }) => sessionId!,
  );
  const sessions = [...visits].flatMap(([key, visit]) => toSession(key, visit, seed));
  const requests = events.flatMap((event) => toRequests(event, createRandom(`${seed}/requests/${event.id}`)));
  requests.sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime());

  return { sessions, requests };
}

/** Empty for a visitor who is not signed in. */
function toSession(key: string, visit: readonly SimulatedEvent[], seed: string): SimulatedSession[] {
  const [first] = visit;
  const last = visit.at(-1);
  if (!first?.userId || !last) return [];

  const random = createRandom(`${seed}/session/${key}`);
  const startedAt = first.timestamp.getTime();
  const lastActivityAt = last.timestamp.getTime() + Math.floor(random.between(4, 90) * SECOND);
  const pages = visit.flatMap((event) => {
    const path = getPath(event);
    return path === null ? [] : [{ path, at: event.timestamp.getTime() }];
  });
  const views = pages.map(({ path, at }, index) => ({
    id: random.idAt(at),
    at: new Date(at),
    path,
    durationMs: Math.min((pages[index + 1]?.at ?? lastActivityAt) - at, 10 * 60 * SECOND),
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

function toRequests(event: SimulatedEvent, random: Random): SimulatedRequest[] {
  const at = event.timestamp.getTime();
  const userAgent = browsers[createRandom(event.userId ?? event.sessionId ?? "").pickIndex(browserWeights)]!;
  const requests = [calls[event.name], getPath(event) === null ? undefined : pageLoad];

  return requests.flatMap((call) => {
    if (!call) return [];
    const { medianMs, ...endpoint } = call;
    return [
      {
        ...endpoint,
        id: random.idAt(at),
        occurredAt: event.timestamp,
        status: pickStatus(random),
        durationMs: Math.round(medianMs * getSlowness(at) * Math.exp(0.55 * random.normal()) * 100) / 100,
        userId: event.userId,
        userAgent,
      },
    ];
  });
}

function pickStatus(random: Random): number {
  if (random.chance(0.982)) return 200;

  return random.pick([400, 401, 404, 404, 500]);
}

/** A factor for durations: requests are slower in the evening and on some days. */
function getSlowness(at: number): number {
  const today = Math.floor(at / DAY);
  const isBadDay = today % 53 === 7;
  const isEvening = new Date(at).getUTCHours() >= 18;

  return (isBadDay ? 2.6 : 1) * (isEvening ? 1.35 : 1);
}

function getPath({ name, metadata }: SimulatedEvent): string | null {
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
