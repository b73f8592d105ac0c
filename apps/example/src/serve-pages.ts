import type { Express } from "express";
import express from "express";
import type { Server } from "node:http";
import { resolve } from "node:path";
import type { Settings } from "./env.ts";

const root = resolve(import.meta.dirname, "..");

/** Serves the pages: from source with hot reload in development, else what `vite build` made. */
export async function servePages(
  app: Express,
  server: Server,
  { isDevelopment, logLevel }: Pick<Settings, "isDevelopment" | "logLevel">,
): Promise<AsyncDisposable> {
  if (isDevelopment) {
    const { createServer } = await import("vite");
    const vite = await createServer({
      root,
      server: { middlewareMode: true, hmr: { server } },
      appType: "spa",
      logLevel: logLevel === "debug" ? "info" : logLevel,
    });
    app.use(vite.middlewares);
    return { [Symbol.asyncDispose]: () => vite.close() };
  }

  app.use(express.static(resolve(root, "build"), { index: false }));
  app.get("*", (_request, response) => response.sendFile(resolve(root, "build/index.html")));
  return { [Symbol.asyncDispose]: () => Promise.resolve() };
}
