export { assertInTransaction } from "./assert-in-transaction.ts";
export type { EventDetails, JsonValue, Metadata, StoredEvent } from "./event.ts";
export { erasedPersonHash } from "./erased-person-hash.sql.ts";
export { getEventKind, matchesFilter, selectedKinds, selectsKind, withInstants } from "./event-filter.ts";
export type { EventFilter, EventKind, Scalar, SelectedKind } from "./event-filter.ts";
export {
  filterCondition,
  isActivity,
  kindCondition,
  metadataCondition,
  nameCondition,
} from "./event-filter.sql.ts";
export { eventColumns, eventTables, isoTime, joinEventTables, toStoredEvent } from "./event-rows.sql.ts";
export type { EventRow } from "./event-rows.sql.ts";
export type { Events, TrackOptions } from "./events.ts";
export type { Feed } from "./feed/feed.ts";
export { formatCursor, isAfter, parseCursor } from "./feed/feed-cursor.ts";
export type { FeedCursor } from "./feed/feed-cursor.ts";
export { getFeedHorizon } from "./feed/feed-horizon.sql.ts";
export { feedDelay, getFeedDelay } from "./feed/open-writes.sql.ts";
export type { FeedDelay, OpenWrite } from "./feed/open-writes.sql.ts";
export { subscribeToFeed } from "./feed/subscription.ts";
export type { NextEvents, Subscription, SubscriptionMessage } from "./feed/subscription.ts";
export { claimHandlerMail, countHandlerMails, markHandlerMailSent } from "./handlers/handler-mails.sql.ts";
export {
  deleteEventsOfName,
  deleteForgottenNames,
  findUnplannedNames,
  forgetNames,
} from "./forget-names.sql.ts";
export { handlersFor } from "./handlers/handler.ts";
export type { HandledEvent, Handler, HandlerContext, HandlerOptions, On } from "./handlers/handler.ts";
export { forgetHandler, handlerStatus, retryHandler } from "./handlers/handler-status.ts";
export type { HandlerStatus } from "./handlers/handler-status.ts";
export type { EnqueueEvents } from "./inbox/enqueue-events.ts";
export { getInboxStatus } from "./inbox/inbox-status.sql.ts";
export type { InboxStatus } from "./inbox/inbox-status.sql.ts";
export {
  discardRejectedEvents,
  listRejectedEvents,
  pruneRejectedEvents,
  REJECTED_RETENTION_DAYS,
  retryRejectedEvents,
} from "./inbox/rejected-events.sql.ts";
export type { RejectedEvents, RejectedSelection } from "./inbox/rejected-events.sql.ts";
export type { Inbox } from "./inbox/start-inbox.ts";
export type { Ingest, SentEvent } from "./ingest.ts";
export { findLastSeen } from "./last-seen.sql.ts";
export { loadEvents } from "./load-events.ts";
export { cleanMetadata, MAX_METADATA_BYTES } from "./preparing/clean-metadata.ts";
export type { CleanedMetadata } from "./preparing/clean-metadata.ts";
export { MAX_METADATA_DEPTH } from "./preparing/clean-value.ts";
export type { DeclaredFields } from "./preparing/declared-fields.ts";
export { getDeclaredFields } from "./preparing/declared-fields.ts";
export { resolveEventTime } from "./preparing/event-time.ts";
export type { EventTime } from "./preparing/event-time.ts";
export { formatKey, isStorableKey, MAX_KEY_LENGTH, toStorableKey } from "./preparing/metadata-key.ts";
export {
  cleanId,
  MAX_ID_LENGTH,
  parseOptionalId,
  parseOptionalThingId,
  parseRequiredId,
} from "./preparing/parse-id.ts";
export type { ParsedId } from "./preparing/parse-id.ts";
export { assertPublicAge, MAX_PUBLIC_AGE_MS, toPublicId } from "./preparing/public-items.ts";
export { prepareEvent } from "./preparing/prepare-event.ts";
export { getMetadataSchema } from "./preparing/prepare-event.ts";
export type { EventRules, PreparedEvent } from "./preparing/prepare-event.ts";
export { findNearestName, findUnknownProperties } from "./preparing/unknown-names.ts";
export type { RecordEvents } from "./record-events.ts";
export { resolvePersonIds } from "./resolve-person-ids.sql.ts";
export { startEvents } from "./start-events.ts";
export type { EventsRuntime, EventsVitals, LiveCatalogView, StartEventsOptions } from "./start-events.ts";
export { createIdCaches, resolveUserIds } from "./storing/id-cache.ts";
export type { IdCaches, PersonIds, PersonReference } from "./storing/id-cache.ts";
export { storeEvents } from "./storing/store-events.ts";
export { writeEvents } from "./storing/write-events.sql.ts";
export type { Flush } from "./storing/writer.ts";
export { isVisitorId, toVisitorId } from "./visitor-id.ts";
