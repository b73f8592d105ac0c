import type { Log } from "../log.ts";
import type { Settings } from "../settings.ts";
import type { Tracing } from "./start-tracing.ts";

/** Starts tracing if a collector is configured. Otherwise returns null and does not load OpenTelemetry. */
export async function startConfiguredTracing(
  { tracesEndpoint }: Pick<Settings, "tracesEndpoint">,
  log: Log,
): Promise<Tracing | null> {
  if (!tracesEndpoint) return null;

  const { startTracing } = await import("./start-tracing.ts");
  return startTracing(tracesEndpoint, log);
}
