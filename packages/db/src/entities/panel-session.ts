import { defineEntity, p } from "@mikro-orm/postgresql";
import { PanelUser } from "./panel-user.ts";

export const PanelSessionSchema = defineEntity({
  name: "PanelSession",
  tableName: "panel_sessions",
  properties: {
    id: p.uuid().primary().defaultRaw("gen_random_uuid()"),
    user: () => p.manyToOne(PanelUser).deleteRule("cascade").index("panel_sessions_user_index"),
    token: p.text().unique("panel_sessions_token_unique"),
    expiresAt: p.datetime(3),
    ipAddress: p.text().nullable(),
    userAgent: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
    updatedAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class PanelSession extends PanelSessionSchema.class {}
PanelSessionSchema.setClass(PanelSession);
