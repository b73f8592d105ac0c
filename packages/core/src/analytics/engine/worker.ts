import type { SchemaName } from "@admin-events/db";
import { parentPort, workerData } from "node:worker_threads";
import type { AnyMetric, MetricName } from "./registry.ts";
import { metrics } from "./registry.ts";
import type { EngineResponse, EngineRequest } from "./query-engine.ts";
import { openColumnStore } from "../columns/segment-store.ts";

const { url, schema, cacheBytes } = workerData as { url: string; schema: SchemaName; cacheBytes: number };
const store = openColumnStore({
  url,
  schema,
  cacheBytes,
  onProblem: (error) =>
    say({ warning: "Packed events could not be saved; they will be packed again.", error }),
});

function say(answer: EngineResponse): void {
  parentPort?.postMessage(answer);
}

const answering = new Set<Promise<void>>();

/** Requests that arrived before are still answered. */
async function close(): Promise<void> {
  await Promise.all(answering);
  await store[Symbol.asyncDispose]();
  parentPort?.close();
}

async function answerTo(kind: MetricName, input: unknown): Promise<unknown> {
  const metric = metrics[kind] as AnyMetric;

  return metric.fold(await store.read(metric.concerns(input)), input);
}

parentPort?.on("message", (request: EngineRequest) => {
  if ("close" in request) {
    void close();
    return;
  }

  const { id } = request;
  const answered = ("seal" in request ? store.finalizeChunks() : answerTo(request.kind, request.input))
    .then((answer) => say({ id, answer }))
    .catch((error: unknown) => say({ id, error: error instanceof Error ? error : new Error(String(error)) }))
    .finally(() => answering.delete(answered));
  answering.add(answered);
});
