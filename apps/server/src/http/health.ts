import type { EventsVitals } from "@admin-events/core/events";
import { Router } from "express";
import type { RequestListener } from "node:http";
import { finishesWithin } from "../lifecycle/finishes-within.ts";

const DATABASE_TIMEOUT_MS = 2_000;
const MAX_WAITING_SECONDS = 5;
/** Without events nothing shows that storing works again, so a failure counts for this long. */
const FAILURE_MEMORY_SECONDS = 10;
const UNAVAILABLE = "The database is unavailable.";

export interface HealthDeps {
  /** Whether the server accepts requests. */
  isReady: () => boolean;
  /** Resolves to why the database stores no events; null if it does. Rejects when it is unavailable. */
  findStorageProblem: () => Promise<string | null>;
  getVitals: () => Pick<EventsVitals, "oldestWaitingSeconds" | "lastFailureSeconds">;
}

/**
 * `/healthz`: the process runs. `/readyz`: it is not stopping, and events are being stored: the database is migrated and accepts
 * writes, no event waits for long, and the last batch did not fail. Otherwise 503, with the reason.
 */
export function createHealthRoutes(deps: HealthDeps): Router {
  const router = Router();
  const sharing = { ...deps, findStorageProblem: shareInProgress(deps.findStorageProblem) };

  router.get("/healthz", (_request, response) => {
    response.json({ status: "alive" });
  });

  router.get("/readyz", async (_request, response) => {
    const problem = await findProblem(sharing);

    response.setHeader("Cache-Control", "no-store");
    if (problem === null) response.json({ status: "ready" });
    else response.status(503).json({ status: "not ready", reason: problem });
  });

  return router;
}

async function findProblem({ isReady, findStorageProblem, getVitals }: HealthDeps): Promise<string | null> {
  if (!isReady()) return "The server is stopping.";
  const { oldestWaitingSeconds, lastFailureSeconds } = getVitals();
  if (oldestWaitingSeconds > MAX_WAITING_SECONDS)
    return `Events have been waiting to be stored for ${Math.round(oldestWaitingSeconds)} seconds.`;
  if (lastFailureSeconds !== null && lastFailureSeconds < FAILURE_MEMORY_SECONDS)
    return "The last batch of events could not be stored.";

  const answer = findStorageProblem().catch(() => UNAVAILABLE);
  const isInTime = await finishesWithin(DATABASE_TIMEOUT_MS, answer);
  return isInTime ? await answer : UNAVAILABLE;
}

/** Anybody may ask, so requests during a check share it. */
function shareInProgress<Result>(check: () => Promise<Result>): () => Promise<Result> {
  let inProgress: Promise<Result> | null = null;

  return () => {
    inProgress ??= check().finally(() => (inProgress = null));
    return inProgress;
  };
}

/** Answers every request until the server has started, which can take as long as its migrations. */
export const respondWhileStarting: RequestListener = (request, response) => {
  const isAlive = /\/healthz(\?|$)/.test(request.url ?? "");
  response.writeHead(isAlive ? 200 : 503, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    ...(!isAlive && { "Retry-After": "1" }),
  });
  response.end(
    JSON.stringify(
      isAlive
        ? { status: "alive" }
        : { status: "not ready", reason: "The server is starting, and may be waiting for its migrations." },
    ),
  );
};
