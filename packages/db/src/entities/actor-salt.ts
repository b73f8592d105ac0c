import { defineEntity, p } from "@mikro-orm/postgresql";
import { User } from "./user.ts";

/** The salt of a user's hash in the chain. Erasing the user deletes it, and the hash no longer identifies anyone. */
export const ActorSaltSchema = defineEntity({
  name: "ActorSalt",
  tableName: "actor_salts",
  properties: {
    user: () => p.oneToOne(User).primary().owner().updateRule("no action").deleteRule("cascade"),
    salt: p.uuid().defaultRaw("gen_random_uuid()"),
  },
});

export class ActorSalt extends ActorSaltSchema.class {}
ActorSaltSchema.setClass(ActorSalt);
