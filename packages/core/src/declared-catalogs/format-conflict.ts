import type { CatalogConflict } from "./merge-catalogs.ts";

/** A sentence for the developer of the application whose declaration does not apply. */
export function formatConflict({ name, appliedFrom, fields, takenName }: CatalogConflict): string {
  const applied = appliedFrom === null ? "the server's own catalog" : JSON.stringify(appliedFrom);
  if (takenName === null) {
    return `${name} is declared differently by ${applied} (${fields.join(", ")}), whose declaration applies.`;
  }

  const consequence = takenName === name ? "it is left out" : `it is not an alias of ${name}`;
  return `${takenName} is already a name or alias in ${applied}, so ${consequence}.`;
}
