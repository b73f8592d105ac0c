import type { ClientCase } from "./client-case.ts";
import type { SeenRequest } from "./seen-request.ts";

/** The key that a client has to send with. */
export const contractKey = "sk_contract";

/** What the server saw of a client in one case. */
export interface Seen {
  requests: readonly SeenRequest[];
  /** The most requests that were under way at one time. */
  mostAtOnce: number;
  /** What was no batch at all, in sentences. */
  unreadable: readonly string[];
}

export interface Verdict {
  passed: boolean;
  /** In sentences; empty when it passed. */
  problems: string[];
}

const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Whether a client did what a case asks for, by what came of it. */
export function judge(asked: ClientCase, seen: Seen): Verdict {
  const problems = [
    ...seen.unreadable,
    ...wrongRequests(asked, seen),
    ...wrongPause(asked, seen),
    ...(seen.mostAtOnce > 1 ? [`${seen.mostAtOnce} requests were under way at one time.`] : []),
    ...seen.requests.flatMap(wrongEnvelope),
    ...wrongEvents(seen),
  ];

  return { passed: problems.length === 0, problems };
}

function wrongRequests({ requests: asked }: ClientCase, { requests }: Seen): string[] {
  const expected = JSON.stringify(asked);
  const found = JSON.stringify(requests.map(({ events }) => events.map(({ metadata }) => metadata?.number)));

  return expected === found ? [] : [`The requests should hold the events ${expected}; they held ${found}.`];
}

function wrongPause({ pauseMs }: ClientCase, { requests: [first, second] }: Seen): string[] {
  if (pauseMs === undefined || !first || !second) return [];
  const pause = Math.round(second.at - first.at);

  return pause >= pauseMs ? [] : [`The second request came after ${pause} ms, not after ${pauseMs} ms.`];
}

function wrongEnvelope({ contentType, key, sentAt }: SeenRequest): string[] {
  const problems: string[] = [];
  if (!["text/plain", "application/json"].includes(contentType)) {
    problems.push(`The Content-Type was ${JSON.stringify(contentType)}.`);
  }
  if (key !== contractKey) problems.push(`The key was ${JSON.stringify(key)}, not ${contractKey}.`);
  if (typeof sentAt !== "string" || !isoTime.test(sentAt)) {
    problems.push(`sentAt was ${JSON.stringify(sentAt)}, not a time in ISO 8601.`);
  }
  return problems;
}

/** Every event has one id and one time of its own, however often it is sent. */
function wrongEvents({ requests }: Seen): string[] {
  const problems = new Set<string>();
  const known = new Map<unknown, { id: unknown; timestamp: unknown }>();

  for (const { id, timestamp, metadata } of requests.flatMap(({ events }) => events)) {
    const number = metadata?.number;
    const before = known.get(number);
    const name = `Event ${String(number)}`;

    if (typeof id !== "string" || !uuidv7.test(id)) problems.add(`${name} has no UUID of version 7.`);
    if (typeof timestamp !== "string" || !isoTime.test(timestamp)) {
      problems.add(`${name} has no timestamp in ISO 8601.`);
    }
    if (before && before.id !== id) problems.add(`${name} came again under another id.`);
    if (before && before.timestamp !== timestamp) problems.add(`${name} came again with another timestamp.`);
    known.set(number, { id, timestamp });
  }

  const ids = new Set([...known.values()].map(({ id }) => id));
  if (ids.size < known.size) problems.add("Different events had the same id.");

  return [...problems];
}
