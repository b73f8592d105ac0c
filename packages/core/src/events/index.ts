export { createDictionaries, resolveUserIds } from "./storing/dictionary.ts";
export type { Dictionaries } from "./storing/dictionary.ts";
export type { EventDetails, JsonValue, Metadata, StoredEvent, TrackedEvent } from "./event.ts";
export {
  filterCondition,
  isActivity,
  matchesFilter,
  metadataCondition,
  nameCondition,
} from "./event-filter.ts";
export type { EventFilter, Scalar } from "./event-filter.ts";
export { eventColumns, eventTables, eventTablesOf, isoTime, toStoredEvent } from "./event-rows.ts";
export type { EventRow } from "./event-rows.ts";
export type { Events, TrackOptions } from "./events.ts";
export type { Feed } from "./feed/feed.ts";
export { cursorBefore, readCursor, writeCursor } from "./feed/feed-cursor.ts";
export type { FeedCursor } from "./feed/feed-cursor.ts";
export { handlersFor } from "./handlers/handler.ts";
export type { HandledEvent, Handler, HandlerContext, HandlerOptions, On } from "./handlers/handler.ts";
export { forgetHandler, handlerStatus, retryHandler } from "./handlers/handler-status.ts";
export type { HandlerStatus } from "./handlers/handler-status.ts";
export type { Ingest, IngestResult, SentEvent } from "./ingest.ts";
export { loadEvents } from "./load-events.ts";
export { cleanMetadata, cleanText, isSecretKey } from "./preparing/clean-metadata.ts";
export { occurredAt } from "./preparing/event-time.ts";
export { resolvePersonIds } from "./resolve-person-ids.ts";
export { prepareEvent } from "./preparing/prepare-event.ts";
export type { EventRules, PreparedEvent } from "./preparing/prepare-event.ts";
export type { RecordEvents } from "./record-events.ts";
export { feedHorizon } from "./feed/read-feed.ts";
export { startEvents } from "./start-events.ts";
export type { EventsRuntime, EventsVitals, StartEventsOptions } from "./start-events.ts";
export { storeEvents } from "./storing/store-events.ts";
export { subscribeToFeed } from "./feed/subscription.ts";
export type { NextEvents, Subscription, SubscriptionMessage } from "./feed/subscription.ts";
export { writeEvents } from "./storing/write-events.ts";
export type { Flush } from "./storing/writer.ts";
export { OverloadedError } from "./storing/writer.ts";
export { isVisitorId, toVisitorId } from "./visitor-id.ts";
