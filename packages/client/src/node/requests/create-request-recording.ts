import type { Capture } from "../../capture.ts";
import type { Reporter } from "../../delivery/reporter.ts";
import { attemptAndReport } from "../../safe-methods.ts";
import { toPath } from "../to-path.ts";
import { createPathFilter } from "./path-filter.ts";
import { createRouteFinder } from "./remix-route.ts";
import { NO_ROUTE, replaceIds, replaceParams } from "./route-template.ts";
import type {
  ExpressRequest,
  IncomingRequest,
  OutgoingResponse,
  RequestOptions,
  RequestRecording,
} from "./types.ts";

/** nginx's status for a connection that the client closed before the response. */
const CLIENT_CLOSED_REQUEST = 499;

interface RecordedRequest<Req> {
  request: Req;
  options: RequestOptions<Req>;
  method: string;
  route: string;
  status: number;
  durationMs: number;
  ip?: string;
  userAgent?: string | null;
}

/** Creates the `requests` member of the client. */
export function createRequestRecording(capture: Capture, report: Reporter["report"]): RequestRecording {
  /** Gets the request only here, because an unexpected shape of it must not fail the response. */
  function record<Req>(getRequest: () => RecordedRequest<Req>): void {
    attemptAndReport(report, "Recording a request", () => {
      const { request, options, durationMs, userAgent, ...fields } = getRequest();
      capture({
        type: "request",
        ...fields,
        durationMs: Math.round(durationMs * 1e4) / 1e4,
        userAgent: userAgent ?? undefined,
        userId: getUserId(options, request),
      });
    });
  }

  return {
    express(options = {}) {
      const isRecorded = createPathFilter(options);

      return (request, response, next) => {
        const path = toPath(request.originalUrl ?? request.url ?? "/");
        if (isRecorded(path)) {
          onceResponded(response, (status, durationMs) =>
            record(() => ({
              request,
              options,
              method: request.method ?? "GET",
              route: getExpressRoute(request, path, status),
              status,
              durationMs,
              ip: request.ip,
              userAgent: getUserAgent(request),
            })),
          );
        }
        next();
      };
    },

    fastify(options = {}) {
      const isRecorded = createPathFilter(options);

      return (request, reply, done) => {
        if (isRecorded(toPath(request.url))) {
          record(() => ({
            request,
            options,
            method: request.method,
            route: request.routeOptions.url ?? NO_ROUTE,
            status: reply.statusCode,
            durationMs: reply.elapsedTime,
            ip: request.ip,
            userAgent: getUserAgent(request),
          }));
        }
        done();
      };
    },

    remix(handler, { routes, ...options }) {
      const isRecorded = createPathFilter(options);
      const findRoute = createRouteFinder(routes);

      return async (request, ...rest) => {
        const path = new URL(request.url).pathname;
        if (!isRecorded(path)) return handler(request, ...rest);

        const startedAt = performance.now();
        let status = 500;
        try {
          const response = await handler(request, ...rest);
          status = response.status;
          return response;
        } finally {
          record(() => ({
            request,
            options,
            method: request.method,
            route: findRoute(path) ?? NO_ROUTE,
            status,
            durationMs: performance.now() - startedAt,
            userAgent: request.headers.get("user-agent"),
          }));
        }
      };
    },

    node(listener, options = {}) {
      const isRecorded = createPathFilter(options);

      return (request, response) => {
        const path = toPath(request.url ?? "/");
        if (isRecorded(path)) {
          onceResponded(response, (status, durationMs) =>
            record(() => ({
              request,
              options,
              method: request.method ?? "GET",
              route: status === 404 ? NO_ROUTE : replaceIds(path),
              status,
              durationMs,
              ip: request.socket.remoteAddress,
              userAgent: getUserAgent(request),
            })),
          );
        }
        listener(request, response);
      };
    },
  };
}

/** Calls the listener with status and duration once the response is sent or its connection is closed. */
function onceResponded(
  response: OutgoingResponse,
  listener: (status: number, durationMs: number) => void,
): void {
  const startedAt = performance.now();

  response.once("close", () => {
    const status = response.writableFinished ? response.statusCode : CLIENT_CLOSED_REQUEST;
    listener(status, performance.now() - startedAt);
  });
}

/** The declared path of the route, with the paths of the routers it is mounted in. */
function getExpressRoute({ route, baseUrl, params }: ExpressRequest, path: string, status: number): string {
  const declared = (route as { path?: unknown } | undefined)?.path;
  if (typeof declared === "string") return `${replaceParams(baseUrl, params).replace(/\/$/, "")}${declared}`;

  return status === 404 ? NO_ROUTE : replaceParams(path, params);
}

function getUserAgent({ headers }: Pick<IncomingRequest, "headers">): string | undefined {
  const header = headers["user-agent"];

  return typeof header === "string" ? header.slice(0, 1_000) : undefined;
}

function getUserId<Req>({ getUserId }: RequestOptions<Req>, request: Req): string | undefined {
  try {
    return getUserId?.(request) ?? undefined;
  } catch {
    return undefined;
  }
}
