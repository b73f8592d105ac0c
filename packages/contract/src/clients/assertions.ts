import type { ClientCase } from "./client-case.ts";
import type { ReceivedRequest } from "./received-request.ts";

export const CONTRACT_KEY = "sk_contract";

/** The requests that the server received from a client in one case. */
export interface ClientTraffic {
  requests: readonly ReceivedRequest[];
  maxConcurrent: number;
  /** Messages about requests that are not valid batches. */
  invalidRequests: readonly string[];
}

export interface ClientCaseResult {
  passed: boolean;
  /** Empty if the case passed. */
  problems: string[];
}

const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

export function checkClientCase(clientCase: ClientCase, traffic: ClientTraffic): ClientCaseResult {
  const problems = [
    ...traffic.invalidRequests,
    ...checkRequests(clientCase, traffic),
    ...checkPause(clientCase, traffic),
    ...checkConcurrency(traffic),
    ...traffic.requests.flatMap(checkEnvelope),
    ...checkEvents(traffic),
  ];

  return { passed: problems.length === 0, problems };
}

function checkRequests({ requests }: ClientCase, traffic: ClientTraffic): string[] {
  const expected = JSON.stringify(requests);
  const received = JSON.stringify(
    traffic.requests.map(({ events }) => events.map(({ metadata }) => metadata?.number)),
  );

  return expected === received
    ? []
    : [`Expected requests with the events ${expected}, received ${received}.`];
}

function checkPause({ pauseMs }: ClientCase, { requests: [first, second] }: ClientTraffic): string[] {
  if (pauseMs === undefined || !first || !second) return [];
  const pause = Math.round(second.receivedAt - first.receivedAt);

  return pause >= pauseMs ? [] : [`The second request came after ${pause} ms. Wait at least ${pauseMs} ms.`];
}

function checkConcurrency({ maxConcurrent }: ClientTraffic): string[] {
  return maxConcurrent > 1
    ? [`${maxConcurrent} requests were open at the same time. Send one at a time.`]
    : [];
}

function checkEnvelope({ contentType, key, sentAt }: ReceivedRequest): string[] {
  const problems: string[] = [];
  if (!["text/plain", "application/json"].includes(contentType)) {
    problems.push(`The Content-Type is ${JSON.stringify(contentType)}. Send text/plain or application/json.`);
  }
  if (key !== CONTRACT_KEY) problems.push(`The key is ${JSON.stringify(key)}. Send ${CONTRACT_KEY}.`);
  if (!isIsoTime(sentAt)) {
    problems.push(`sentAt is ${JSON.stringify(sentAt)}. Send an ISO 8601 time in UTC.`);
  }
  return problems;
}

/** Every event has its own id and timestamp, which stay the same when it is sent again. */
function checkEvents({ requests }: ClientTraffic): string[] {
  const problems = new Set<string>();
  const known = new Map<unknown, { id: unknown; timestamp: unknown }>();

  for (const { id, timestamp, metadata } of requests.flatMap(({ events }) => events)) {
    const number = metadata?.number;
    const before = known.get(number);
    const name = `Event ${String(number)}`;

    if (typeof id !== "string" || !UUIDV7.test(id)) problems.add(`${name} has no UUIDv7 as its id.`);
    if (!isIsoTime(timestamp)) problems.add(`${name} has no ISO 8601 timestamp in UTC.`);
    if (before && before.id !== id) problems.add(`${name} was sent again with another id.`);
    if (before && before.timestamp !== timestamp) {
      problems.add(`${name} was sent again with another timestamp.`);
    }
    known.set(number, { id, timestamp });
  }

  const ids = new Set([...known.values()].map(({ id }) => id));
  if (ids.size < known.size) problems.add("Different events have the same id.");

  return [...problems];
}

function isIsoTime(value: unknown): boolean {
  return typeof value === "string" && ISO_TIME.test(value);
}
