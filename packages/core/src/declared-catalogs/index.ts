export { declareCatalog, removeApp } from "./declare-catalog.ts";
export type { CatalogToDeclare, DeclaredVersion } from "./declare-catalog.ts";
export { appName, declaredEvents } from "./declared-event.ts";
export { listApps, listVersions } from "./list-apps.ts";
export type { DeclaredVersionSummary, DeclaringApp } from "./list-apps.ts";
export { loadCatalog, startLiveCatalog } from "./live-catalog.ts";
export type { LiveCatalog } from "./live-catalog.ts";
export type { CatalogConflict, MergedCatalog } from "./merge-catalogs.ts";
export { getSourceSchema } from "./to-definition.ts";
