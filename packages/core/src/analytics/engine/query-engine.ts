import { DEFAULT_SCHEMA, quoteSchema } from "@admin-events/db";
import { Worker } from "node:worker_threads";
import type { Answered, Asked, MetricName } from "./registry.ts";
import type { Logger } from "../../logger.ts";

/** Answers metrics about people from packed events; always what the events themselves would say. */
export interface QueryEngine extends AsyncDisposable {
  run<Kind extends MetricName>(kind: Kind, input: Asked<Kind>): Promise<Answered<Kind>>;
  /**
   * Packs and saves some days whose saved segment is missing or old, unless another process does so just now.
   *
   * @returns how many; 0 when nothing is left to do here.
   */
  finalizeChunks(): Promise<number>;
}

export interface QueryEngineOptions {
  url: string;
  /** Default `admin_events`. */
  schema?: string;
  logger: Logger;
  /** The most bytes of packed events kept in memory; an event takes 8, a segment 900. Default 256 MB. */
  cacheBytes?: number;
}

export type EngineRequest =
  { id: number; kind: MetricName; input: unknown } | { id: number; seal: true } | { close: true };
export type EngineResponse =
  { id: number; answer: unknown } | { id: number; error: Error } | { warning: string; error: Error };

const defaultCacheBytes = 256 * 1024 * 1024;

/**
 * A thread reads, keeps and folds engine, so that no input holds up the event loop. It starts with the first
 * input; if it breaks, the metrics it held fail and the next one starts another.
 */
export function openQueryEngine({
  url,
  schema = DEFAULT_SCHEMA,
  logger,
  cacheBytes = defaultCacheBytes,
}: QueryEngineOptions): QueryEngine {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let requests = 0;
  let worker: Worker | null = null;
  let isClosed = false;

  function start(): Worker {
    const started = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: { url, schema: quoteSchema(schema), cacheBytes },
    });
    started.unref();
    started.on("message", take);
    started.on("error", (error: Error) => logger.error({ error }, "The thread that counts people broke."));
    started.on("exit", () => {
      for (const { reject } of waiting.values())
        reject(new Error("The thread that counts people has ended."));
      waiting.clear();
      if (worker === started) worker = null;
    });

    return started;
  }

  function take(message: EngineResponse): void {
    if ("warning" in message) {
      logger.warn({ error: message.error }, message.warning);
      return;
    }
    const answered = waiting.get(message.id);
    waiting.delete(message.id);
    if ("error" in message) answered?.reject(message.error);
    else answered?.resolve(message.answer);
  }

  function request(request: { kind: MetricName; input: unknown } | { seal: true }) {
    if (isClosed) return Promise.reject(new Error("The segments are closed."));
    const id = ++requests;
    const answered = Promise.withResolvers<unknown>();
    waiting.set(id, answered);
    worker ??= start();
    worker.postMessage({ id, ...request } satisfies EngineRequest);

    return answered.promise;
  }

  return {
    run: <Kind extends MetricName>(kind: Kind, input: Asked<Kind>) =>
      request({ kind, input }) as Promise<Answered<Kind>>,
    finalizeChunks: () => request({ seal: true }) as Promise<number>,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      if (!worker) return;
      const ended = new Promise((resolve) => worker?.once("exit", resolve));
      // A process that has nothing else to do waits for the end, too.
      worker.ref();
      worker.postMessage({ close: true } satisfies EngineRequest);
      await ended;
    },
  };
}
