import { defineEntity, p } from "@mikro-orm/postgresql";
import { Session } from "./session.ts";
import { User } from "./user.ts";

/** Somebody looked at a page. */
const PageViewSchema = defineEntity({
  name: "PageView",
  tableName: "page_views",
  properties: {
    /** UUIDv7, made by the sender. */
    id: p.uuid().primary(),
    occurredAt: p.datetime(3).index("page_views_time_index"),
    session: () => p.manyToOne(Session).deleteRule("cascade"),
    user: () => p.manyToOne(User).deleteRule("cascade"),
    /** How long it was looked at; null until that is known. */
    durationMs: p.integer().nullable(),
    path: p.text(),
    title: p.text().nullable(),
    referrer: p.text().nullable(),
  },
});

export class PageView extends PageViewSchema.class {}
PageViewSchema.setClass(PageView);
