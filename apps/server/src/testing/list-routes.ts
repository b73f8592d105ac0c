import { Router } from "express";
import { pino } from "pino";
import type { ContextDeps } from "../trpc/create-context.ts";
import { createHealthRoutes } from "../http/health.ts";
import { createApp } from "../http/create-app.ts";
import { createOrigins } from "../http/origins.ts";
import { createTrustedProxies } from "../http/trusted-proxies.ts";

/** Internals of Express 4. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  regexp: RegExp & { fast_slash?: boolean };
  handle: { stack?: Layer[] };
}

/** Every HTTP route such as `GET /healthz`, except `/trpc`, whose procedures are listed separately. */
export function listServerRoutes(): string[] {
  const app = createApp({
    // Handlers are not called.
    context: {} as ContextDeps,
    origins: createOrigins("http://localhost:4300", []),
    log: pino({ level: "silent" }),
    proxies: createTrustedProxies(0),
    health: createHealthRoutes({
      isReady: () => true,
      findStorageProblem: () => Promise.resolve(null),
      getVitals: () => ({ oldestWaitingSeconds: 0, lastFailureSeconds: null }),
    }),
    metrics: () => undefined,
    ingest: () => undefined,
    readBody: () => Promise.resolve(Buffer.alloc(0)),
    panel: Router(),
  });

  return [
    ...new Set(listRoutes((app as unknown as { _router: { stack: Layer[] } })._router.stack, "")),
  ].filter((route) => route !== "POST /trpc");
}

function listRoutes(layers: readonly Layer[], prefix: string): string[] {
  return layers.flatMap(({ route, regexp, handle }) => {
    if (route)
      return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${prefix}${route.path}`);

    const path = prefix + (regexp.fast_slash ? "" : getMountPath(regexp));
    if (handle.stack) return listRoutes(handle.stack, path);
    // A mounted handler accepts every method; test the unsafe one.
    return regexp.fast_slash || path === "/api/auth" ? [] : [`POST ${path}`];
  });
}

function getMountPath({ source }: RegExp): string {
  return source
    .replace("^\\/", "/")
    .replace(/\\\/\?\(\?=\\\/\|\$\)$/, "")
    .replaceAll("\\/", "/");
}

interface PanelRoute {
  path?: string;
  index?: boolean;
  children?: PanelRoute[];
}

/** The paths of the pages in the Remix route configuration. */
export function listPagePaths(routes: unknown, prefix = ""): string[] {
  return (routes as PanelRoute[]).flatMap(({ path, index, children }) => {
    const full = path === undefined ? prefix : `${prefix}/${path}`;
    if (children) return listPagePaths(children, full);

    return index || path !== undefined ? [full || "/"] : [];
  });
}
