import { defineEntity, p } from "@mikro-orm/postgresql";
import { Session } from "./session.ts";
import { User } from "./user.ts";

export const PageViewSchema = defineEntity({
  name: "PageView",
  tableName: "page_views",
  properties: {
    /** UUIDv7, made by the sender. */
    id: p.uuid().primary(),
    occurredAt: p.datetime(3).index("page_views_time_index"),
    session: () => p.manyToOne(Session).deleteRule("cascade").index("page_views_session_index"),
    user: () => p.manyToOne(User).deleteRule("cascade").index(false),
    /** How long the page was visible; null until known. */
    durationMs: p.integer().nullable(),
    path: p.text(),
    title: p.text().nullable(),
    referrer: p.text().nullable(),
  },
  indexes: [{ name: "page_views_user_index", properties: ["user", "occurredAt"] }],
  checks: [{ name: "page_views_duration_not_negative", expression: "duration_ms >= 0" }],
});

export class PageView extends PageViewSchema.class {}
PageViewSchema.setClass(PageView);
