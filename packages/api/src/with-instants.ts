import { readInstant } from "@admin-events/core/analytics";
import type { ApiContext } from "./context.ts";

/** A filter with its days as the instants in which they begin. @throws {ValidationError} for what is no time. */
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
