import { Router } from "express";
import { pino } from "pino";
import { createSignInLimits } from "../auth/sign-in-limits.ts";
import type { ContextParts } from "../trpc/create-context.ts";
import { healthRoutes } from "../http/health.ts";
import { httpApp } from "../http/create-app.ts";
import { createOrigins } from "../http/origins.ts";

/** The part of Express's insides that says what is where. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  regexp: RegExp & { fast_slash?: boolean };
  handle: { stack?: Layer[] };
}

/** Every door of the server over HTTP but `/trpc`, whose procedures stand for it, like `GET /healthz`. */
export function serverRoutes(): string[] {
  const app = httpApp({
    // What stands behind the doors is not asked.
    context: {} as ContextParts,
    origins: createOrigins("http://localhost:4300", []),
    limits: createSignInLimits(),
    log: pino({ level: "silent" }),
    trustProxy: false,
    health: healthRoutes({ isReady: () => true, askDatabase: () => Promise.resolve() }),
    metrics: () => undefined,
    ingest: () => undefined,
    panel: Router(),
  });

  return [...new Set(doorsIn((app as unknown as { _router: { stack: Layer[] } })._router.stack, ""))].filter(
    (door) => door !== "POST /trpc",
  );
}

function doorsIn(layers: readonly Layer[], prefix: string): string[] {
  return layers.flatMap(({ route, regexp, handle }) => {
    if (route)
      return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${prefix}${route.path}`);

    const path = prefix + (regexp.fast_slash ? "" : mountOf(regexp));
    if (handle.stack) return doorsIn(handle.stack, path);
    // A handler with a path of its own takes whatever comes there; the unsafe way is the one to prove.
    return regexp.fast_slash || path === "/api/auth" ? [] : [`POST ${path}`];
  });
}

function mountOf({ source }: RegExp): string {
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

/** The paths of the panel's pages, from its list of routes. */
export function pathsOf(routes: unknown, prefix = ""): string[] {
  return (routes as PanelRoute[]).flatMap(({ path, index, children }) => {
    const full = path === undefined ? prefix : `${prefix}/${path}`;
    if (children) return pathsOf(children, full);

    return index || path !== undefined ? [full || "/"] : [];
  });
}
