import type { Log } from "../log.ts";
import type { Settings } from "../settings.ts";
import type { Tracing } from "./start-tracing.ts";

/** Traces when there is a collector; else nothing of OpenTelemetry's instruments is even loaded, and it gives null. */
export async function traceIfAsked(
  { tracesEndpoint }: Pick<Settings, "tracesEndpoint">,
  log: Log,
): Promise<Tracing | null> {
  if (!tracesEndpoint) return null;

  const { startTracing } = await import("./start-tracing.ts");
  return startTracing(tracesEndpoint, log);
}
