import { DEFAULT_SCHEMA, quoteSchema } from "@admin-events/db";
import { Worker } from "node:worker_threads";
import type { Loop } from "../../background/index.ts";
import { keepDoing } from "../../background/index.ts";
import type { Logger } from "../../logger.ts";
import type { MetricRunner } from "../query-context.ts";
import type { MetricInput, MetricName, MetricResult } from "./registry.ts";

/** Runs metrics on column chunks, with the same results as SQL on the events. */
export interface QueryEngine extends MetricRunner, AsyncDisposable {
  /** Persists a batch of missing or outdated chunks of ended days, unless another process does. @returns how many. */
  finalizeChunks(): Promise<number>;
}

export interface QueryEngineOptions {
  url: string;
  /** Default `admin_events`. */
  schema?: string;
  logger: Logger;
  /** The memory limit of cached chunks: 8 bytes for each event and 900 for each chunk. Default 256 MB. */
  cacheBytes?: number;
}

export type EngineRequest =
  { id: number; metric: MetricName; input: unknown } | { id: number; finalize: true } | { close: true };
export type EngineResponse =
  { id: number; result: unknown } | { id: number; error: Error } | { warning: string; error: Error };

const DEFAULT_CACHE_BYTES = 256 * 1024 * 1024;

/** In a worker thread, so that no query blocks the event loop. If it crashes, its queries fail and the next starts another. */
export function openQueryEngine({
  url,
  schema = DEFAULT_SCHEMA,
  logger,
  cacheBytes = DEFAULT_CACHE_BYTES,
}: QueryEngineOptions): QueryEngine {
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let worker: Worker | null = null;
  let isClosed = false;

  function startWorker(): Worker {
    const started = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: { url, schema: quoteSchema(schema), cacheBytes },
    });
    started.unref();
    started.on("message", handleResponse);
    started.on("error", (error: Error) => logger.error({ error }, "The query engine's worker crashed."));
    started.on("exit", () => {
      for (const { reject } of pending.values()) reject(new Error("The query engine's worker has exited."));
      pending.clear();
      if (worker === started) worker = null;
    });

    return started;
  }

  function handleResponse(response: EngineResponse): void {
    if ("warning" in response) {
      logger.warn({ error: response.error }, response.warning);
      return;
    }
    const request = pending.get(response.id);
    pending.delete(response.id);
    if ("error" in response) request?.reject(response.error);
    else request?.resolve(response.result);
  }

  function send(request: { metric: MetricName; input: unknown } | { finalize: true }): Promise<unknown> {
    if (isClosed) return Promise.reject(new Error("The query engine is closed."));
    const id = ++lastId;
    const response = Promise.withResolvers<unknown>();
    pending.set(id, response);
    worker ??= startWorker();
    worker.postMessage({ id, ...request } satisfies EngineRequest);

    return response.promise;
  }

  return {
    run: <Name extends MetricName>(metric: Name, input: MetricInput<Name>) =>
      send({ metric, input }) as Promise<MetricResult<Name>>,
    finalizeChunks: () => send({ finalize: true }) as Promise<number>,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      if (!worker) return;
      const exited = new Promise((resolve) => worker?.once("exit", resolve));
      // Keeps the process alive until the worker has exited.
      worker.ref();
      worker.postMessage({ close: true } satisfies EngineRequest);
      await exited;
    },
  };
}

const PAUSE_BETWEEN_BATCHES_MS = 200;
const PAUSE_WHEN_DONE_MS = 60_000;

/** Persists the chunks of ended days in batches until it is disposed. Any number of processes may do so; one works. */
export function keepChunksFinalized(engine: QueryEngine, logger: Logger): Loop {
  return keepDoing({
    name: "Column chunks",
    work: async () => ((await engine.finalizeChunks()) > 0 ? PAUSE_BETWEEN_BATCHES_MS : PAUSE_WHEN_DONE_MS),
    pauseAfterError: PAUSE_WHEN_DONE_MS,
    onError: (error) =>
      logger.warn({ error }, "Column chunks could not be finalized. The next attempt follows in a minute."),
  });
}
