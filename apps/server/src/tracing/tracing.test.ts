import { uuidv7 } from "@admin-events/client/node";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json, text } from "node:stream/consumers";
import { pino } from "pino";
import { expect, test } from "vitest";
import { startTestServer } from "../testing/start-test-server.ts";
import { startConfiguredTracing } from "./start-configured-tracing.ts";

const silent = pino({ level: "silent" });

test("a request and its SQL statements share the trace of the caller, without personal data", async () => {
  await using collector = await startCollector();
  const tracing = await startConfiguredTracing({ tracesEndpoint: collector.url }, silent);
  await using server = await startTestServer();
  const key = await server.key();
  const trace = "0af7651916cd43dd8448eb211c80319c";

  const answer = await fetch(`${server.url}/trpc/track?secret=sesame`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
    },
    body: JSON.stringify({
      id: uuidv7(),
      name: "letter.written",
      userId: "o'hara",
      timestamp: new Date().toISOString(),
    }),
  });
  expect(answer.status).toBe(200);
  // The span ends with the response.
  await answer.text();
  await tracing?.stop();

  const spans = collector.spans.filter(({ traceId }) => traceId === trace);
  const request = spans.find(({ name }) => name === "POST /trpc/track");
  expect(request?.attributes).toMatchObject({
    "request.id": answer.headers.get("x-request-id"),
    "url.path": "/trpc/track",
    "http.response.status_code": 200,
  });
  const statements = spans.map(({ attributes }) => attributes["db.query.text"]).filter(Boolean);
  expect(statements).toContainEqual(expect.stringContaining("api_keys"));
  expect(statements).toContainEqual(expect.stringContaining('insert into "admin_events"."events"'));
  expect(JSON.stringify(collector.spans)).not.toMatch(/sesame|hara|user_agent|network.peer.address/);
});

test("an unavailable collector blocks neither requests nor shutdown", async () => {
  const tracing = await startConfiguredTracing({ tracesEndpoint: "http://127.0.0.1:1" }, silent);
  await using server = await startTestServer();

  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await tracing?.stop();
});

test("OpenTelemetry is not loaded without a collector", async () => {
  expect(await listLoadedModules({})).toEqual([]);
  expect(await listLoadedModules({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" })).toContain(
    "@opentelemetry/sdk-trace",
  );
}, 60_000);

interface Span {
  traceId: string;
  name: string;
  attributes: Record<string, unknown>;
}

interface Export {
  resourceSpans: {
    scopeSpans: {
      spans: (Omit<Span, "attributes"> & { attributes: { key: string; value: object }[] })[];
    }[];
  }[];
}

/** Receives OTLP over HTTP in JSON. */
async function startCollector() {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    void (json(request) as Promise<Export>).then(({ resourceSpans }) => {
      for (const span of resourceSpans.flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans))) {
        const attributes = span.attributes.map(({ key, value }) => [key, Object.values(value)[0] as unknown]);
        spans.push({ ...span, attributes: Object.fromEntries(attributes) as Span["attributes"] });
      }
      response.setHeader("content-type", "application/json").end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Starts the server without a database and returns the OpenTelemetry modules it loads. */
async function listLoadedModules(environment: Record<string, string>): Promise<string[]> {
  const program = `
    import { registerHooks } from "node:module";
    registerHooks({
      resolve(specifier, context, next) {
        if (/^@opentelemetry.(sdk|exporter|instrumentation)/.test(specifier)) console.log(specifier);
        return next(specifier, context);
      },
    });
    await import("./main.ts");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: join(import.meta.dirname, ".."),
    env: {
      ...process.env,
      PORT: "0",
      DATABASE_URL: "postgresql://user@127.0.0.1:1/none",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });

  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  expect(errors).toContain("DATABASE_URL");
  return output
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("@"));
}
