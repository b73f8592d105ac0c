import type { QueryContext } from "@admin-events/core/analytics";
import type { ApiContext } from "./context.ts";

export function toQueryContext({ reader, runtime, timeZone, engine }: ApiContext): QueryContext {
  return { em: reader, catalog: runtime.rules.catalog, timeZone, engine, now: new Date() };
}
