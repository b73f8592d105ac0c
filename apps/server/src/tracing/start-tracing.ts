import type { Span } from "@opentelemetry/api";
import { context, diag, DiagLogLevel, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { getRoute } from "../http/get-route.ts";
import { finishesWithin } from "../lifecycle/finishes-within.ts";
import type { Log } from "../log.ts";

const STOP_TIMEOUT_MS = 2_000;
/** Query strings may contain tokens; addresses and user agents identify people. */
const PERSONAL_ATTRIBUTES = [
  "client.address",
  "network.peer.address",
  "url.full",
  "url.query",
  "user_agent.original",
];

export interface Tracing {
  /** Sends pending spans for at most two seconds, then stops tracing. */
  stop: () => Promise<void>;
}

/**
 * Traces every HTTP request with its SQL statements and sends the spans to an OTLP collector. Continues the trace of the
 * caller.
 *
 * @param endpoint base URL of the collector, such as `http://localhost:4318`; `/v1/traces` is added.
 */
export function startTracing(endpoint: string, log: Log): Tracing {
  diag.setLogger(
    { ...silent, error: (message) => log.warn({ detail: message }, "Sending traces failed") },
    DiagLogLevel.ERROR,
  );
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ "service.name": "admin-events" })),
    spanProcessors: [redactPersonalData, new BatchSpanProcessor({ exporter })],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());

  const instrumentations = [
    new HttpInstrumentation({
      disableOutgoingRequestInstrumentation: true,
      applyCustomAttributesOnSpan: nameSpan,
    }),
    new PgInstrumentation({ requireParentSpan: true }),
  ];
  for (const instrumentation of instrumentations) instrumentation.setTracerProvider(provider);
  requireInstrumentedModules();

  return {
    async stop() {
      for (const instrumentation of instrumentations) instrumentation.disable();
      await finishesWithin(STOP_TIMEOUT_MS, provider.shutdown());
      for (const api of [trace, context, propagation, diag]) api.disable();
    },
  };
}

/** Names a request's span after its route or procedures, and adds the request id. */
function nameSpan(
  span: Span,
  request: ClientRequest | IncomingMessage,
  response: IncomingMessage | ServerResponse,
): void {
  if (!("getHeader" in response) || !("url" in request)) return;

  const id = response.getHeader("x-request-id");
  if (typeof id === "string") span.setAttribute("request.id", id);
  const route = getRoute(request);
  // The rest of the path may identify people.
  span.setAttribute("url.path", route);
  span.updateName(`${request.method} ${route}`);
}

const redactPersonalData: SpanProcessor = {
  onStart() {},
  onEnd({ attributes }) {
    for (const name of PERSONAL_ATTRIBUTES) delete attributes[name];

    const statement = attributes["db.query.text"];
    // Everything after a quote may be user data; only PostgreSQL can tell where a literal ends.
    if (typeof statement === "string") attributes["db.query.text"] = statement.replace(/'.*$/s, "'…");
  },
  async forceFlush() {},
  async shutdown() {},
};

/** Instrumentation hooks `require`, not `import`. Both return the same module objects. */
function requireInstrumentedModules(): void {
  const require = createRequire(import.meta.url);
  require("http");
  require("pg");
  createRequire(require.resolve("pg"))("pg-pool");
}

function ignore(): void {}

const silent = { error: ignore, warn: ignore, info: ignore, debug: ignore, verbose: ignore };
