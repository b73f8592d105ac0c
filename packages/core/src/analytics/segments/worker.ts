import { parentPort, workerData } from "node:worker_threads";
import type { SegmentAnswer, SegmentRequest } from "./segments.ts";
import { foldFunnel } from "./fold-funnel.ts";
import { openSegmentStore } from "./segment-store.ts";
import { reachOf } from "../funnel/funnel-rules.ts";

const { url, cacheBytes } = workerData as { url: string; cacheBytes: number };
const store = openSegmentStore({
  url,
  cacheBytes,
  onProblem: (error) =>
    say({ warning: "Packed events could not be saved; they will be packed again.", error }),
});

function say(answer: SegmentAnswer): void {
  parentPort?.postMessage(answer);
}

async function close(): Promise<void> {
  await store[Symbol.asyncDispose]();
  parentPort?.close();
}

parentPort?.on("message", (request: SegmentRequest) => {
  if ("close" in request) {
    void close();
    return;
  }

  const { id, funnel } = request;
  store
    .read(new Set(funnel.nameIds.flat()), { from: funnel.entries.from, to: reachOf(funnel) })
    .then((segments) => say({ id, steps: foldFunnel(segments, funnel) }))
    .catch((error: unknown) => say({ id, error: error instanceof Error ? error : new Error(String(error)) }));
});
