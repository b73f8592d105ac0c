import { Router } from "express";

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
    const hasDatabase = isReady() && (await answersInTime(askDatabase()));

    response.status(hasDatabase ? 200 : 503).json({ status: hasDatabase ? "ready" : "not ready" });
  });

  return router;
}

function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, patience, false);

  const answered = answer.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
