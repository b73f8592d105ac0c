/** The `code` of a system or PostgreSQL error, such as `ENOENT` or `28P01`; otherwise empty. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) return "";

  return typeof error.code === "string" ? error.code : "";
}
