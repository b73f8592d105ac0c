import { defineEntity, p } from "@mikro-orm/postgresql";

/** A person who signs in to the panel. better-auth reads and writes the four `panel_` tables. */
export const PanelUserSchema = defineEntity({
  name: "PanelUser",
  tableName: "panel_users",
  properties: {
    id: p.uuid().primary().defaultRaw("gen_random_uuid()"),
    email: p.text().unique("panel_users_email_unique"),
    emailVerified: p.boolean().default(false),
    name: p.text().default(""),
    image: p.text().nullable(),
    role: p.text().$type<"admin" | "none">().default("none"),
    createdAt: p.datetime(3).defaultRaw("now()"),
    updatedAt: p.datetime(3).defaultRaw("now()"),
  },
  checks: [
    { name: "panel_users_email_lowercase", expression: "email = lower(email)" },
    { name: "panel_users_role_known", expression: "role in ('admin', 'none')" },
  ],
});

export class PanelUser extends PanelUserSchema.class {}
PanelUserSchema.setClass(PanelUser);
