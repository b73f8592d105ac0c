/** The parts of this package that know no event of a project: the package as it is published. */
export { getActionBadgeTone, getModeBadgeTone } from "./activity-badges.ts";
export type { BadgeTone } from "./activity-badges.ts";
export { getDashboardSteps, getFirstEvent, getPluralTitle } from "./dashboard-steps.ts";
export { toDeclaration } from "./declaration.ts";
export type { CatalogDeclaration, DeclarableEvent, EventDeclaration, JsonSchema } from "./declaration.ts";
export { defineEvents } from "./define-events.ts";
export type {
  AnyCatalog,
  Catalog,
  DescribedEvent,
  EventDefinition,
  EventMetadata,
  EventName,
  StoredMetadata,
} from "./define-events.ts";
export { defineFeatures, getFeature } from "./define-features.ts";
export type { FeatureDefinition, Features } from "./define-features.ts";
export { findUnknownPlaceholder } from "./describe-template.ts";
export { isEventName, isEventNamePattern, matchesEventName, MAX_EVENT_NAME_LENGTH } from "./event-name.ts";
export { formatIssue, formatIssueMessage } from "./format-issue.ts";
export type { FormattedIssue } from "./format-issue.ts";
export { canonicalName, getAliases, presentEvent, presentName, selectsEventName } from "./present-event.ts";
export type { PresentedEvent } from "./present-event.ts";
