import type { Source } from "@admin-events/core/analytics";
import type { ApiContext } from "./context.ts";

/** Where this request's questions are answered. */
export function sourceOf({ reader, catalog, timeZone, segments }: ApiContext): Source {
  return { em: reader, catalog, timeZone, segments, now: new Date() };
}
