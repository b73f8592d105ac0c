import { ActivityChainDaySchema } from "./activity-chain-day.ts";
import { ActivityChainEntrySchema } from "./activity-chain-entry.ts";
import { ActorSaltSchema } from "./actor-salt.ts";
import { ApiKey, ApiKeySchema } from "./api-key.ts";
import { EventColumnChunkSchema } from "./event-column-chunk.ts";
import { EventNameSchema } from "./event-name.ts";
import { EventRollupDeltaSchema } from "./event-rollup-delta.ts";
import { EventRollupSchema } from "./event-rollup.ts";
import { Event, EventSchema } from "./event.ts";
import { GroupSchema } from "./group.ts";
import { HandlerSchema } from "./handler.ts";
import { IdentitySchema } from "./identity.ts";
import { PageView, PageViewSchema } from "./page-view.ts";
import { PanelAccountSchema } from "./panel-account.ts";
import { PanelSessionSchema } from "./panel-session.ts";
import { PanelUserSchema } from "./panel-user.ts";
import { PanelVerificationSchema } from "./panel-verification.ts";
import { RequestRollupSchema } from "./request-rollup.ts";
import { RequestRouteSchema } from "./request-route.ts";
import { RequestUserRollupSchema } from "./request-user-rollup.ts";
import { RequestSchema } from "./request.ts";
import { RollupRebuildSchema } from "./rollup-rebuild.ts";
import { Session, SessionSchema } from "./session.ts";
import { StaleRequestHourSchema } from "./stale-request-hour.ts";
import { UserAgentSchema } from "./user-agent.ts";
import { User, UserSchema } from "./user.ts";

/** One entity for each table. */
export const entitySchemas = [
  ActivityChainDaySchema,
  ActivityChainEntrySchema,
  ActorSaltSchema,
  ApiKeySchema,
  EventColumnChunkSchema,
  EventNameSchema,
  EventRollupDeltaSchema,
  EventRollupSchema,
  EventSchema,
  GroupSchema,
  HandlerSchema,
  IdentitySchema,
  PageViewSchema,
  PanelAccountSchema,
  PanelSessionSchema,
  PanelUserSchema,
  PanelVerificationSchema,
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

export { ApiKey, Event, PageView, Session, User };
