import type { QueryContext } from "@admin-events/core/analytics";
import type { ApiContext } from "./context.ts";

export function toQueryContext({ reader, catalog, timeZone, engine }: ApiContext): QueryContext {
  return { em: reader, catalog, timeZone, engine, now: new Date() };
}
