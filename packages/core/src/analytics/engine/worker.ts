import type { SchemaName } from "@admin-events/db";
import { parentPort, workerData } from "node:worker_threads";
import { openColumnStore } from "../columns/column-store.ts";
import type { EngineRequest, EngineResponse } from "./query-engine.ts";
import type { AnyMetric, MetricName } from "./registry.ts";
import { metrics } from "./registry.ts";

const { url, schema, cacheBytes } = workerData as { url: string; schema: SchemaName; cacheBytes: number };
const store = openColumnStore({
  url,
  schema,
  cacheBytes,
  onError: (error) =>
    send({ warning: "Column chunks could not be persisted. They will be built again.", error }),
});
const running = new Set<Promise<void>>();

function send(response: EngineResponse): void {
  parentPort?.postMessage(response);
}

async function runMetric(name: MetricName, input: unknown): Promise<unknown> {
  const metric = metrics[name] as AnyMetric;

  return metric.count(await store.read(metric.selectEvents(input)), input);
}

/** Requests that arrived before are still answered. */
async function close(): Promise<void> {
  await Promise.all(running);
  await store[Symbol.asyncDispose]();
  parentPort?.close();
}

parentPort?.on("message", (request: EngineRequest) => {
  if ("close" in request) {
    void close();
    return;
  }

  const { id } = request;
  const run = ("finalize" in request ? store.finalizeChunks() : runMetric(request.metric, request.input))
    .then((result) => send({ id, result }))
    .catch((error: unknown) => send({ id, error: error instanceof Error ? error : new Error(String(error)) }))
    .finally(() => running.delete(run));
  running.add(run);
});
