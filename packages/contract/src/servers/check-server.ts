import { gzipSync } from "node:zlib";
import { createUuidv7 } from "../create-uuidv7.ts";
import type { ExpectedItem, ExpectedResponse, ServerCase, ServerRequest } from "./server-case.ts";

/** The server under test. */
export interface CheckedServer {
  /** Base URL. Requests go to `<url>/ingest`. */
  url: string;
  /** `pk_…` or `sk_…`. */
  key: string;
  /** The name of the events that are sent. */
  eventName: string;
}

export interface ServerCaseResult {
  title: string;
  /** `skipped`: the case applies to keys of the other kind. */
  status: "passed" | "failed" | "skipped";
  /** The difference between the expected and the received response. Null unless it failed. */
  problem: string | null;
}

/** A result of the server under test, which may have any shape. */
type ReceivedResult = Partial<Record<"status" | "duplicate" | "warnings" | "reason", unknown>>;

const DAY_MS = 86_400_000;
const UNKNOWN_KEY = `sk_${"0".repeat(32)}`;
const MAX_PRINTED_LENGTH = 120;

/** Sends the requests of a case and compares the responses. Never rejects. */
export async function checkServer(
  server: CheckedServer,
  { title, only, steps }: ServerCase,
): Promise<ServerCaseResult> {
  const kind = server.key.startsWith("pk_") ? "public" : "secret";
  if (only !== undefined && only !== kind) return { title, status: "skipped", problem: null };

  const getValue = createPlaceholders(server);
  for (const [index, [request, expected]] of steps.entries()) {
    const problem = await findProblem(server, replacePlaceholders(request, getValue), expected);
    if (problem) return { title, status: "failed", problem: `Request ${index + 1}: ${problem}` };
  }
  return { title, status: "passed", problem: null };
}

async function findProblem(
  server: CheckedServer,
  request: ServerRequest,
  expected: ExpectedResponse,
): Promise<string | null> {
  try {
    const response = await send(server, request);
    const body = (await response.json().catch(() => null)) as {
      results?: ReceivedResult[];
      error?: { code?: string };
    } | null;
    const results = expected.results && (body?.results ?? []);
    const wanted = { ...expected, ...(expected.results && { results: expected.results.flatMap(repeat) }) };
    const received = {
      status: response.status,
      ...(results && { results: results.map((result) => toItem(result, server.eventName)) }),
      ...(expected.code && { code: body?.error?.code }),
    };
    if (isEqual(wanted, received)) return null;

    const different =
      wanted.results?.findIndex((item, index) => !isEqual(item, received.results?.[index])) ?? -1;
    const result = results?.[different];
    return result
      ? `item ${different + 1}: expected ${print(wanted.results?.[different])}, received ${print(result)}`
      : `expected ${print(wanted)}, received ${print(received)}`;
  } catch (error) {
    return `no response: ${String((error as Error).cause ?? error)}`;
  }
}

async function send({ url, key }: CheckedServer, request: ServerRequest): Promise<Response> {
  const { method = "POST", body, raw, headers = {}, key: keyLocation = "header", gzip } = request;
  const text = raw
    ? raw.text.repeat(raw.times ?? 1)
    : JSON.stringify(keyLocation === "body" ? { key, ...(body as object) } : body);

  return fetch(`${url.replace(/\/+$/, "")}/ingest`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(keyLocation === "header" && { authorization: `Bearer ${key}` }),
      ...(keyLocation === "unknown" && { authorization: `Bearer ${UNKNOWN_KEY}` }),
      ...(gzip === "with header" && { "content-encoding": "gzip" }),
      ...headers,
    },
    body: method === "GET" ? undefined : gzip ? gzipSync(text) : text,
  });
}

/** Values of the placeholders in one run of one case. */
function createPlaceholders({ eventName }: CheckedServer): (placeholder: string) => string {
  const ids = new Map<string, string>();
  const fixed: Record<string, string> = {
    $event: eventName,
    $now: new Date().toISOString(),
    $tomorrow: new Date(Date.now() + DAY_MS).toISOString(),
  };

  return (placeholder) => {
    const value = fixed[placeholder] ?? ids.get(placeholder) ?? createUuidv7();
    ids.set(placeholder, value);
    return value;
  };
}

function replacePlaceholders<Value>(value: Value, getValue: (placeholder: string) => string): Value {
  if (typeof value === "string") {
    return value.replace(/\$(event|now|tomorrow|\d+)/g, (placeholder) => getValue(placeholder)) as Value;
  }
  if (Array.isArray(value)) return value.map((one: unknown) => replacePlaceholders(one, getValue)) as Value;
  if (typeof value !== "object" || value === null) return value;

  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, replacePlaceholders<unknown>(one, getValue)]),
  ) as Value;
}

function repeat(result: ExpectedItem | [item: ExpectedItem, times: number]): ExpectedItem[] {
  return Array.isArray(result) ? Array.from({ length: result[1] }, () => result[0]) : [result];
}

/** A missing or invalid field is undefined, and so never equals the expected one. */
function toItem({ status, duplicate, warnings, reason }: ReceivedResult, eventName: string) {
  return status === "stored"
    ? { status, duplicate, hasWarnings: hasWarnings(warnings, eventName) }
    : { status, hasReason: typeof reason === "string" && reason !== "" };
}

/** The catalog of a server need not have the event that the cases send. */
function hasWarnings(warnings: unknown, eventName: string): boolean | undefined {
  if (!Array.isArray(warnings)) return undefined;

  return warnings.some((warning) => !String(warning).startsWith(`${eventName} is not in the catalog`));
}

/** Compares plain data whose keys have the same order. */
function isEqual(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

function print(value: unknown): string {
  const text = JSON.stringify(value);

  return text.length > MAX_PRINTED_LENGTH ? `${text.slice(0, MAX_PRINTED_LENGTH)}…` : text;
}
