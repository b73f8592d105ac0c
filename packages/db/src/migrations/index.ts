import { CreateActivityIndexes } from "./create-activity-indexes.ts";
import { CreateActivitySeals } from "./create-activity-seals.ts";
import { CreateApiKeys } from "./create-api-keys.ts";
import { CreateDailyJobs } from "./create-daily-jobs.ts";
import { CreateDayRebuilds } from "./create-day-rebuilds.ts";
import { CreateEventDays } from "./create-event-days.ts";
import { CreateEventSegments } from "./create-event-segments.ts";
import { CreateEvents } from "./create-events.ts";
import { CreateGroups } from "./create-groups.ts";
import { CreateHandlers } from "./create-handlers.ts";
import { CreateIdentities } from "./create-identities.ts";
import { CreatePanelAccounts } from "./create-panel-accounts.ts";
import { ForgetSegments } from "./forget-segments.ts";
import { SlimEventIndexes } from "./slim-event-indexes.ts";
import { UnbindEventNames } from "./unbind-event-names.ts";
import { VerifyUsers } from "./verify-users.ts";
import { CreateUsage } from "./create-usage.ts";
import { NoteAppends } from "./note-appends.ts";

/** Every migration in the order it runs. A name, once released, never changes: the database remembers it. */
export const migrations = [
  { name: "2026-11-21-create-events", class: CreateEvents },
  { name: "2026-11-21-create-handlers", class: CreateHandlers },
  { name: "2026-11-21-create-api-keys", class: CreateApiKeys },
  { name: "2026-11-21-create-panel-accounts", class: CreatePanelAccounts },
  { name: "2026-11-21-create-event-days", class: CreateEventDays },
  { name: "2026-11-21-create-event-segments", class: CreateEventSegments },
  { name: "2026-11-21-create-groups", class: CreateGroups },
  { name: "2026-11-21-verify-users", class: VerifyUsers },
  { name: "2026-11-21-create-usage", class: CreateUsage },
  { name: "2026-11-21-create-identities", class: CreateIdentities },
  { name: "2026-11-21-note-appends", class: NoteAppends },
  { name: "2026-11-21-create-day-rebuilds", class: CreateDayRebuilds },
  { name: "2026-11-21-create-activity-indexes", class: CreateActivityIndexes },
  { name: "2026-11-21-slim-event-indexes", class: SlimEventIndexes },
  { name: "2026-11-21-create-daily-jobs", class: CreateDailyJobs },
  { name: "2026-11-21-forget-segments", class: ForgetSegments },
  { name: "2026-11-21-create-activity-seals", class: CreateActivitySeals },
  { name: "2026-11-21-unbind-event-names", class: UnbindEventNames },
];
