import { ActivityChainDay, ActivityChainDaySchema } from "./activity-chain-day.ts";
import { ActivityChainEntry, ActivityChainEntrySchema } from "./activity-chain-entry.ts";
import { ActivityChainErasure, ActivityChainErasureSchema } from "./activity-chain-erasure.ts";
import { ActivitySalt, ActivitySaltSchema } from "./activity-salt.ts";
import { ActorSalt, ActorSaltSchema } from "./actor-salt.ts";
import { ApiKey, ApiKeySchema } from "./api-key.ts";
import { CatalogApp, CatalogAppSchema } from "./catalog-app.ts";
import { CatalogVersion, CatalogVersionSchema } from "./catalog-version.ts";
import { DeclaredField, DeclaredFieldSchema } from "./declared-field.ts";
import { ErasedPerson, ErasedPersonSchema } from "./erased-person.ts";
import { ErasureKey, ErasureKeySchema } from "./erasure-key.ts";
import { EventColumnChunk, EventColumnChunkSchema } from "./event-column-chunk.ts";
import { EventName, EventNameSchema } from "./event-name.ts";
import { EventRollupDelta, EventRollupDeltaSchema } from "./event-rollup-delta.ts";
import { EventRollup, EventRollupSchema } from "./event-rollup.ts";
import { Event, EventSchema } from "./event.ts";
import { Group, GroupSchema } from "./group.ts";
import { HandlerMail, HandlerMailSchema } from "./handler-mail.ts";
import { Handler, HandlerSchema } from "./handler.ts";
import { Identity, IdentitySchema } from "./identity.ts";
import { Import, ImportSchema } from "./import.ts";
import { InboxEvent, InboxEventSchema } from "./inbox-event.ts";
import { PageView, PageViewSchema } from "./page-view.ts";
import { PanelAccount, PanelAccountSchema } from "./panel-account.ts";
import { PanelSession, PanelSessionSchema } from "./panel-session.ts";
import { PanelUser, PanelUserSchema } from "./panel-user.ts";
import { PanelVerification, PanelVerificationSchema } from "./panel-verification.ts";
import { RejectedItem, RejectedItemSchema } from "./rejected-item.ts";
import { RequestRollup, RequestRollupSchema } from "./request-rollup.ts";
import { RequestRoute, RequestRouteSchema } from "./request-route.ts";
import { RequestUserRollup, RequestUserRollupSchema } from "./request-user-rollup.ts";
import { Request, RequestSchema } from "./request.ts";
import { RollupRebuild, RollupRebuildSchema } from "./rollup-rebuild.ts";
import { Session, SessionSchema } from "./session.ts";
import { StaleRequestHour, StaleRequestHourSchema } from "./stale-request-hour.ts";
import { UserAgent, UserAgentSchema } from "./user-agent.ts";
import { User, UserSchema } from "./user.ts";

export const entitySchemas = [
  ActivityChainDaySchema,
  ActivityChainEntrySchema,
  ActivityChainErasureSchema,
  ActivitySaltSchema,
  ActorSaltSchema,
  ApiKeySchema,
  CatalogAppSchema,
  CatalogVersionSchema,
  DeclaredFieldSchema,
  ErasedPersonSchema,
  ErasureKeySchema,
  EventColumnChunkSchema,
  EventNameSchema,
  EventRollupDeltaSchema,
  EventRollupSchema,
  EventSchema,
  GroupSchema,
  HandlerMailSchema,
  HandlerSchema,
  IdentitySchema,
  ImportSchema,
  InboxEventSchema,
  PageViewSchema,
  PanelAccountSchema,
  PanelSessionSchema,
  PanelUserSchema,
  PanelVerificationSchema,
  RejectedItemSchema,
  RequestRollupSchema,
  RequestRouteSchema,
  RequestUserRollupSchema,
  RequestSchema,
  RollupRebuildSchema,
  SessionSchema,
  StaleRequestHourSchema,
  UserAgentSchema,
  UserSchema,
] as const;

export {
  ActivityChainDay,
  ActivityChainEntry,
  ActivityChainErasure,
  ActivitySalt,
  ActorSalt,
  ApiKey,
  CatalogApp,
  CatalogVersion,
  DeclaredField,
  ErasedPerson,
  ErasureKey,
  EventColumnChunk,
  EventName,
  EventRollupDelta,
  EventRollup,
  Event,
  Group,
  Handler,
  HandlerMail,
  Identity,
  Import,
  InboxEvent,
  PageView,
  PanelAccount,
  PanelSession,
  PanelUser,
  PanelVerification,
  RejectedItem,
  RequestRollup,
  RequestRoute,
  RequestUserRollup,
  Request,
  RollupRebuild,
  Session,
  StaleRequestHour,
  UserAgent,
  User,
};
