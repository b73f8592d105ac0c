import { parentPort, workerData } from "node:worker_threads";
import type { AnyQuestion, QuestionKind } from "./registry.ts";
import { questions } from "./registry.ts";
import type { SegmentAnswer, SegmentRequest } from "./query-engine.ts";
import { openSegmentStore } from "../columns/segment-store.ts";

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

const answering = new Set<Promise<void>>();

/** Whoever asked before is still answered. */
async function close(): Promise<void> {
  await Promise.all(answering);
  await store[Symbol.asyncDispose]();
  parentPort?.close();
}

async function answerTo(kind: QuestionKind, asked: unknown): Promise<unknown> {
  const question = questions[kind] as AnyQuestion;

  return question.fold(await store.read(question.concerns(asked)), asked);
}

parentPort?.on("message", (request: SegmentRequest) => {
  if ("close" in request) {
    void close();
    return;
  }

  const { id } = request;
  const answered = ("seal" in request ? store.seal() : answerTo(request.kind, request.asked))
    .then((answer) => say({ id, answer }))
    .catch((error: unknown) => say({ id, error: error instanceof Error ? error : new Error(String(error)) }))
    .finally(() => answering.delete(answered));
  answering.add(answered);
});
