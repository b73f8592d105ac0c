/** Removes query and fragment from a URL path, because they may contain sensitive data. */
export function toPath(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? "/";
}
