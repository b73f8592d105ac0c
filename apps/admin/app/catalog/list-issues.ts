import type { EventNameSummary } from "@admin-events/client/query";
import type { RouterOutputs } from "../api/trpc.ts";
import { formatQuantity } from "../format/format-count.ts";

export type DeclaringApp = RouterOutputs["catalog"]["apps"][number];
type UndeclaredProperty = RouterOutputs["catalog"]["undeclaredProperties"][number];

export interface CatalogIssue {
  name: string;
  text: string;
  detail: string;
}

/** Unknown names that look misspelled, conflicts between applications, and properties outside of their schemas. */
export function listIssues(
  names: readonly EventNameSummary[],
  apps: readonly DeclaringApp[],
  properties: readonly UndeclaredProperty[],
): CatalogIssue[] {
  return [
    ...names.flatMap(({ name, nearest, count }) =>
      nearest === null
        ? []
        : {
            name,
            text: `Not in the catalog. Did you mean ${nearest}?`,
            detail: formatQuantity(count, "event"),
          },
    ),
    ...apps.flatMap(({ app, conflicts }) =>
      conflicts.map(({ name, message }) => ({ name, text: message, detail: `Declared by ${app}` })),
    ),
    ...properties.map(({ name, property, nearest, count }) => ({
      name,
      text: `The property ${property} is not in the catalog.${nearest === null ? "" : ` Did you mean ${nearest}?`}`,
      detail: `In ${count} of the latest 20 events`,
    })),
  ];
}
