import type { Express } from "express";
import express from "express";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { resolve } from "node:path";
import type { Settings } from "../settings.ts";

const root = resolve(import.meta.dirname, "../..");
const build = resolve(root, "build");

/** The front end was not built yet. */
export class FrontEndMissing extends Error {
  override readonly name = "FrontEndMissing";
}

/**
 * Serves the built pages: files by their names, the one page for every other address.
 *
 * @throws {FrontEndMissing}
 */
export function serveBuild(app: Express): void {
  const page = resolve(build, "index.html");
  if (!existsSync(page)) {
    throw new FrontEndMissing(
      "The shop's pages are not built: run `pnpm --filter @admin-events/example build`, or set NODE_ENV=development.",
    );
  }

  app.use(
    "/assets",
    express.static(resolve(build, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  app.use(express.static(build, { index: false }));
  app.get("*", (_request, response) => response.set("cache-control", "no-cache").sendFile(page));
}

/** Serves the pages from their sources; a change shows at once, told over the same server. Answers how to stop. */
export async function serveSources(
  app: Express,
  server: Server,
  logLevel: Settings["logLevel"],
): Promise<() => Promise<void>> {
  const { createServer } = await import("vite");
  const vite = await createServer({
    root,
    server: { middlewareMode: true, hmr: { server } },
    appType: "spa",
    logLevel: logLevel === "debug" ? "info" : logLevel,
  });
  app.use(vite.middlewares);

  return () => vite.close();
}
