/** Which paths are recorded. */
export interface RecordedPaths {
  /** Only these paths and what lies below them, like `/api`. Default: all. */
  only?: readonly string[];
  /**
   * Not these paths and what lies below them. Health checks, API descriptions, static files and the like are never
   * recorded.
   */
  skip?: readonly string[];
}

const neverRecorded = [
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

/** Answers which paths are recorded. */
export function createPathCheck({ only, skip = [] }: RecordedPaths): (path: string) => boolean {
  const skipped = [...neverRecorded, ...skip];

  return (path) =>
    (only === undefined || only.some((prefix) => liesBelow(path, prefix))) &&
    !skipped.some((prefix) => liesBelow(path, prefix));
}

function liesBelow(path: string, prefix: string): boolean {
  return (
    path.startsWith(prefix) &&
    (path.length === prefix.length || prefix.endsWith("/") || path[prefix.length] === "/")
  );
}
