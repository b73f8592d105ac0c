import { Router } from "express";
import { withinTime } from "../lifecycle/finishes-within.ts";

export interface Health {
  /** Whether requests should be sent here. */
  isReady: () => boolean;
  /** Rejects when the database does not answer. */
  askDatabase: () => Promise<unknown>;
}

const patience = 2_000;

/** `/healthz`: the process lives. `/readyz`: it also has its database and is not about to stop; 503 otherwise. */
export function healthRoutes({ isReady, askDatabase }: Health): Router {
  const router = Router();

  router.get("/healthz", (_request, response) => {
    response.json({ status: "alive" });
  });

  router.get("/readyz", async (_request, response) => {
    const hasDatabase = isReady() && (await withinTime(patience, askDatabase()).catch(() => false));

    response.status(hasDatabase ? 200 : 503).json({ status: hasDatabase ? "ready" : "not ready" });
  });

  return router;
}
