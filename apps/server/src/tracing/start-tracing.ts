import { context, diag, DiagLogLevel, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createRequire } from "node:module";
import type { Log } from "../log.ts";
import { withinTime } from "../lifecycle/finishes-within.ts";
import { describeRequest } from "./describe-request.ts";
import { forgetDetails } from "./forget-details.ts";

export interface Tracing {
  /** Sends what is still to be sent, for two seconds at most, and ends tracing. */
  stop: () => Promise<void>;
}

/**
 * From now on every request over HTTP makes a trace with its statements of SQL, sent in batches to an OTLP collector.
 * A trace that the caller began is continued.
 *
 * @param endpoint the collector's base, like `http://localhost:4318`; `/v1/traces` is added.
 */
export function startTracing(endpoint: string, log: Log): Tracing {
  diag.setLogger(
    { ...silent, error: (message) => log.warn({ detail: message }, "Traces cannot be sent.") },
    DiagLogLevel.ERROR,
  );
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ "service.name": "admin-events" })),
    spanProcessors: [forgetDetails, new BatchSpanProcessor({ exporter })],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());

  const instruments = [
    new HttpInstrumentation({
      disableOutgoingRequestInstrumentation: true,
      applyCustomAttributesOnSpan: describeRequest,
    }),
    new PgInstrumentation({ requireParentSpan: true }),
  ];
  for (const instrument of instruments) instrument.setTracerProvider(provider);
  showModules();

  return {
    async stop() {
      for (const instrument of instruments) instrument.disable();
      await withinTime(2_000, provider.shutdown());
      for (const api of [trace, context, propagation, diag]) api.disable();
    },
  };
}

/** Instruments see what is required, not what is imported; both are the same objects, whoever came first. */
function showModules(): void {
  const require = createRequire(import.meta.url);
  require("http");
  require("pg");
  createRequire(require.resolve("pg"))("pg-pool");
}

function ignore(): void {}

const silent = { error: ignore, warn: ignore, info: ignore, debug: ignore, verbose: ignore };
