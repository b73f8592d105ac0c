import { gzipSync } from "node:zlib";
import { newId } from "../new-id.ts";
import type { CaseAnswer, CaseRequest, ServerCase } from "./server-case.ts";

/** The server that is checked. */
export interface CheckedServer {
  /** Where it answers; its door is `<url>/ingest`. */
  url: string;
  /** `pk_…` or `sk_…`. */
  key: string;
  /** The name of the events that are sent. */
  eventName: string;
}

export interface CaseResult {
  title: string;
  /** `left out`: the case is about keys of the other kind. */
  status: "passed" | "failed" | "left out";
  /** What came in place of what should; null unless it failed. */
  problem: string | null;
}

const day = 86_400_000;
const unknownKey = `sk_${"0".repeat(32)}`;

/** Sends the requests of a case and compares the answers. Never rejects. */
export async function checkServer(
  server: CheckedServer,
  { title, only, steps }: ServerCase,
): Promise<CaseResult> {
  const kind = server.key.startsWith("pk_") ? "public" : "secret";
  if (only !== undefined && only !== kind) return { title, status: "left out", problem: null };

  const words = wordsOfRun(server);
  for (const [place, [request, answer]] of steps.entries()) {
    const problem = await differenceIn(server, fillIn(request, words), answer);
    if (problem) return { title, status: "failed", problem: `Request ${place + 1}: ${problem}` };
  }
  return { title, status: "passed", problem: null };
}

async function differenceIn(
  server: CheckedServer,
  request: CaseRequest,
  expected: CaseAnswer,
): Promise<string | null> {
  try {
    const answer = await send(server, request);
    const body = (await answer.json().catch(() => null)) as {
      results?: { status: string; message?: string }[];
      error?: { code?: string };
    } | null;
    const found: CaseAnswer = {
      status: answer.status,
      ...(expected.results && { results: body?.results?.map(({ status }) => status) ?? [] }),
      ...(expected.code && { code: body?.error?.code }),
    };
    const wanted = { ...expected, ...(expected.results && { results: expected.results.flatMap(repeated) }) };
    if (JSON.stringify(wanted) === JSON.stringify(found)) return null;

    const messages = body?.results?.flatMap(({ message }) => message ?? []) ?? [];
    return `expected ${short(wanted)}, got ${short(found)}${messages.length > 0 ? ` (${messages[0]})` : ""}`;
  } catch (error) {
    return `no answer: ${String((error as Error).cause ?? error)}`;
  }
}

async function send({ url, key }: CheckedServer, request: CaseRequest): Promise<Response> {
  const { method = "POST", body, raw, headers = {}, key: keyIn = "header", gzip } = request;
  const text = raw
    ? raw.text.repeat(raw.times ?? 1)
    : JSON.stringify(keyIn === "body" ? { key, ...(body as object) } : body);

  return fetch(`${url.replace(/\/+$/, "")}/ingest`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(keyIn === "header" && { authorization: `Bearer ${key}` }),
      ...(keyIn === "unknown" && { authorization: `Bearer ${unknownKey}` }),
      ...(gzip === "told" && { "content-encoding": "gzip" }),
      ...headers,
    },
    body: method === "GET" ? undefined : gzip ? gzipSync(text) : text,
  });
}

/** What the words of the cases stand for in one run of one case. */
function wordsOfRun({ eventName }: CheckedServer): (word: string) => string {
  const ids = new Map<string, string>();
  const fixed: Record<string, string> = {
    $event: eventName,
    $now: new Date().toISOString(),
    $tomorrow: new Date(Date.now() + day).toISOString(),
  };

  return (word) => {
    const id = fixed[word] ?? ids.get(word) ?? newId();
    ids.set(word, id);
    return id;
  };
}

function fillIn<Value>(value: Value, wordFor: (word: string) => string): Value {
  if (typeof value === "string") {
    return value.replace(/\$(event|now|tomorrow|\d+)/g, (word) => wordFor(word)) as Value;
  }
  if (Array.isArray(value)) return value.map((one: unknown) => fillIn(one, wordFor)) as Value;
  if (typeof value !== "object" || value === null) return value;

  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, fillIn<unknown>(one, wordFor)]),
  ) as Value;
}

function repeated(result: string | [status: string, times: number]): string[] {
  return typeof result === "string" ? [result] : Array.from({ length: result[1] }, () => result[0]);
}

function short(answer: CaseAnswer): string {
  const text = JSON.stringify(answer);

  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
