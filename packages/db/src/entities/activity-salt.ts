import { defineEntity, p } from "@mikro-orm/postgresql";

/** The salt of an activity's content hash in the chain. Erasing personal data from the activity deletes it. */
export const ActivitySaltSchema = defineEntity({
  name: "ActivitySalt",
  tableName: "activity_salts",
  properties: {
    eventId: p.uuid().primary(),
    salt: p.uuid().defaultRaw("gen_random_uuid()"),
  },
});

export class ActivitySalt extends ActivitySaltSchema.class {}
ActivitySaltSchema.setClass(ActivitySalt);
