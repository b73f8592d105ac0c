import { readInstant } from "@admin-events/core/analytics";
import type { ApiContext } from "./context.ts";

/** Resolves the dates of a filter to instants in the project's time zone. @throws {ValidationError} */
export function withInstants<Filter extends { since?: string; until?: string }>(
  { timeZone }: Pick<ApiContext, "timeZone">,
  filter: Filter,
): Filter {
  const { since, until } = filter;

  return {
    ...filter,
    since: since === undefined ? undefined : readInstant("since", since, timeZone),
    until: until === undefined ? undefined : readInstant("until", until, timeZone),
  };
}
