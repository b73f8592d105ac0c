import { defineEntity, p } from "@mikro-orm/postgresql";
import { PanelUser } from "./panel-user.ts";

export const PanelAccountSchema = defineEntity({
  name: "PanelAccount",
  tableName: "panel_accounts",
  properties: {
    id: p.uuid().primary().defaultRaw("gen_random_uuid()"),
    user: () => p.manyToOne(PanelUser).deleteRule("cascade").index("panel_accounts_user_index"),
    accountId: p.text(),
    providerId: p.text(),
    accessToken: p.text().nullable(),
    refreshToken: p.text().nullable(),
    idToken: p.text().nullable(),
    accessTokenExpiresAt: p.datetime(3).nullable(),
    refreshTokenExpiresAt: p.datetime(3).nullable(),
    scope: p.text().nullable(),
    password: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
    updatedAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class PanelAccount extends PanelAccountSchema.class {}
PanelAccountSchema.setClass(PanelAccount);
