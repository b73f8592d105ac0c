import type { EventsVitals } from "@admin-events/core/events";
import { Router } from "express";
import { finishesWithin } from "../lifecycle/finishes-within.ts";

const DATABASE_TIMEOUT_MS = 2_000;
const MAX_WAITING_SECONDS = 5;
/** Without events nothing shows that storing works again, so a failure counts for this long. */
const FAILURE_MEMORY_SECONDS = 10;

export interface HealthDeps {
  /** Whether the server accepts requests. */
  isReady: () => boolean;
  /** Resolves to whether the database accepts writes. Rejects when it is unavailable. */
  canWrite: () => Promise<boolean>;
  getVitals: () => Pick<EventsVitals, "oldestWaitingSeconds" | "lastFailureSeconds">;
}

/**
 * `/healthz`: the process runs. `/readyz`: it is not stopping, and events are being stored: the database accepts writes, no event
 * waits for long, and the last batch did not fail. Otherwise 503, with the reason.
 */
export function createHealthRoutes(deps: HealthDeps): Router {
  const router = Router();
  const sharing = { ...deps, canWrite: shareInProgress(deps.canWrite) };

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

async function findProblem({ isReady, canWrite, getVitals }: HealthDeps): Promise<string | null> {
  if (!isReady()) return "The server is stopping.";
  const { oldestWaitingSeconds, lastFailureSeconds } = getVitals();
  if (oldestWaitingSeconds > MAX_WAITING_SECONDS)
    return `Events have been waiting to be stored for ${Math.round(oldestWaitingSeconds)} seconds.`;
  if (lastFailureSeconds !== null && lastFailureSeconds < FAILURE_MEMORY_SECONDS)
    return "The last batch of events could not be stored.";

  const answer = canWrite().catch(() => false);
  const isInTime = await finishesWithin(DATABASE_TIMEOUT_MS, answer);
  return isInTime && (await answer) ? null : "The database is unavailable or read-only.";
}

/** Anybody may ask, so requests during a check share it. */
function shareInProgress(check: () => Promise<boolean>): () => Promise<boolean> {
  let inProgress: Promise<boolean> | null = null;

  return () => {
    inProgress ??= check().finally(() => (inProgress = null));
    return inProgress;
  };
}
