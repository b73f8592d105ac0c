import { Worker } from "node:worker_threads";
import type { Logger } from "../../events/index.ts";
import type { CountedStep } from "../funnel/funnel-tally.ts";
import type { FunnelRules } from "../funnel/funnel-rules.ts";

/** A funnel over stored names. */
export interface SegmentFunnel extends FunnelRules {
  /** For each step the numbers of the names that it may be. */
  nameIds: number[][];
}

/** Answers questions about people from packed events; always what the events themselves would say. */
export interface Segments extends AsyncDisposable {
  countFunnel(funnel: SegmentFunnel): Promise<CountedStep[]>;
}

export interface SegmentsOptions {
  url: string;
  logger: Logger;
  /** The most bytes of packed events kept in memory; 8 bytes are one event. Default 256 MB: 33 million events. */
  cacheBytes?: number;
}

export type SegmentRequest = { id: number; funnel: SegmentFunnel } | { close: true };
export type SegmentAnswer =
  { id: number; steps: CountedStep[] } | { id: number; error: Error } | { warning: string; error: Error };

const defaultCacheBytes = 256 * 1024 * 1024;

/**
 * A thread reads, keeps and folds segments, so that no question holds up the event loop. It starts with the first
 * question; if it breaks, the questions it held fail and the next one starts another.
 */
export function openSegments({ url, logger, cacheBytes = defaultCacheBytes }: SegmentsOptions): Segments {
  const asked = new Map<number, PromiseWithResolvers<CountedStep[]>>();
  let questions = 0;
  let worker: Worker | null = null;

  function start(): Worker {
    const started = new Worker(new URL("./worker.ts", import.meta.url), { workerData: { url, cacheBytes } });
    started.unref();
    started.on("message", answer);
    started.on("error", (error: Error) => logger.error({ error }, "The thread that counts people broke."));
    started.on("exit", () => {
      for (const { reject } of asked.values()) reject(new Error("The thread that counts people has ended."));
      asked.clear();
      if (worker === started) worker = null;
    });

    return started;
  }

  function answer(message: SegmentAnswer): void {
    if ("warning" in message) {
      logger.warn({ error: message.error }, message.warning);
      return;
    }
    const question = asked.get(message.id);
    asked.delete(message.id);
    if ("error" in message) question?.reject(message.error);
    else question?.resolve(message.steps);
  }

  return {
    countFunnel(funnel) {
      const id = ++questions;
      const answered = Promise.withResolvers<CountedStep[]>();
      asked.set(id, answered);
      worker ??= start();
      worker.postMessage({ id, funnel } satisfies SegmentRequest);

      return answered.promise;
    },
    async [Symbol.asyncDispose]() {
      if (!worker) return;
      const ended = new Promise((resolve) => worker?.once("exit", resolve));
      worker.postMessage({ close: true } satisfies SegmentRequest);
      await ended;
    },
  };
}
