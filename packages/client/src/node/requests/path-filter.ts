/** Selects the paths that are recorded. */
export interface PathFilterOptions {
  /**
   * Record only these paths and paths below them. Default: all paths.
   *
   * @example
   * app.use(analytics.requests.express({ only: ["/api"] }));
   */
  only?: readonly string[];
  /**
   * Skip these paths and paths below them. Health checks, API docs and static files are always skipped.
   *
   * @example
   * app.use(analytics.requests.express({ skip: ["/api/internal"] }));
   */
  skip?: readonly string[];
}

const ALWAYS_SKIPPED = [
  "/healthz",
  "/readyz",
  "/livez",
  "/health",
  "/healthcheck",
  "/api/health",
  "/api/healthcheck",
  "/metrics",
  "/docs",
  "/redoc",
  "/openapi.json",
  "/api/docs",
  "/api/redoc",
  "/api/openapi.json",
  "/static",
  "/assets",
  "/build",
  "/favicon.ico",
  "/favicon.svg",
  "/robots.txt",
  "/ingest",
];

/** Creates a function that returns whether a path is recorded. */
export function createPathFilter({ only, skip = [] }: PathFilterOptions): (path: string) => boolean {
  const skipped = [...ALWAYS_SKIPPED, ...skip];

  return (path) =>
    (only === undefined || only.some((prefix) => isAtOrBelow(path, prefix))) &&
    !skipped.some((prefix) => isAtOrBelow(path, prefix));
}

function isAtOrBelow(path: string, prefix: string): boolean {
  return (
    path.startsWith(prefix) &&
    (path.length === prefix.length || prefix.endsWith("/") || path[prefix.length] === "/")
  );
}
