import type { DatabaseVitals } from "@admin-events/core/system";
import type { ReplaceableServer } from "./open-harness.ts";

/** The part of the answer that the proofs read. */
interface StatusAnswer {
  result: { data: { process: { eventLoopDelayMs: number } | null; database: DatabaseVitals } };
}

/** The bar for the delay of the event loop, in 99 of 100 cases, whatever the fault. */
const MAX_LOOP_DELAY_MS = 50;
/** The timer that measures fires this often, and its period is part of what it measures. */
const TIMER_MS = 20;

export interface ServerStatus extends Pick<DatabaseVitals, "horizonLagSeconds" | "openWrites"> {
  /** p99 of the last minute. */
  loopDelayMs: number;
}

/** What the System page shows. */
export async function getServerStatus({ url, cookie }: ReplaceableServer): Promise<ServerStatus> {
  const response = await fetch(`${url}/trpc/system.status`, { headers: { cookie } });
  const { result } = (await response.json()) as StatusAnswer;
  const { process, database } = result.data;
  const { horizonLagSeconds, openWrites } = database;

  return {
    loopDelayMs: Math.max(0, (process?.eventLoopDelayMs ?? 0) - TIMER_MS),
    horizonLagSeconds,
    openWrites,
  };
}

/** The status of `/readyz`. */
export async function getReadiness({ url }: ReplaceableServer): Promise<number> {
  return (await fetch(`${url}/readyz`)).status;
}

/** Reads the event-loop delay of both servers. */
export async function measureLoops(servers: readonly ReplaceableServer[]) {
  const delays = (await Promise.all(servers.map(getServerStatus))).map(({ loopDelayMs }) => loopDelayMs);
  const worst = Math.max(...delays);

  return {
    measured: `event-loop delay p99 ${worst.toFixed(0)} ms`,
    failures: worst <= MAX_LOOP_DELAY_MS ? [] : [`The event-loop delay was ${worst.toFixed(0)} ms (p99).`],
  };
}
