import { Router } from "express";
import { finishesWithin } from "../lifecycle/finishes-within.ts";

const DATABASE_TIMEOUT_MS = 2_000;

export interface HealthDeps {
  /** Whether the server accepts requests. */
  isReady: () => boolean;
  /** Rejects when the database is unavailable. */
  pingDatabase: () => Promise<unknown>;
}

/** `/healthz`: the process runs. `/readyz`: it also reaches its database and is not stopping, otherwise 503. */
export function createHealthRoutes({ isReady, pingDatabase }: HealthDeps): Router {
  const router = Router();

  router.get("/healthz", (_request, response) => {
    response.json({ status: "alive" });
  });

  router.get("/readyz", async (_request, response) => {
    const hasDatabase =
      isReady() && (await finishesWithin(DATABASE_TIMEOUT_MS, pingDatabase()).catch(() => false));

    response.status(hasDatabase ? 200 : 503).json({ status: hasDatabase ? "ready" : "not ready" });
  });

  return router;
}
