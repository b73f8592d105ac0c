import { defineEntity, p } from "@mikro-orm/postgresql";

/** A one-time sign-in link that was requested and not used yet. */
export const PanelVerificationSchema = defineEntity({
  name: "PanelVerification",
  tableName: "panel_verifications",
  properties: {
    id: p.uuid().primary().defaultRaw("gen_random_uuid()"),
    identifier: p.text().index("panel_verifications_identifier_index"),
    value: p.text(),
    expiresAt: p.datetime(3),
    createdAt: p.datetime(3).defaultRaw("now()"),
    updatedAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class PanelVerification extends PanelVerificationSchema.class {}
PanelVerificationSchema.setClass(PanelVerification);
