import type { User } from "@admin-events/db";
import { z } from "zod";

export const planSchema = z.enum(["free", "club"]);
export type Plan = z.output<typeof planSchema>;

const traitsSchema = z.object({
  plan: planSchema.catch("free"),
  /** How often the user has signed in. A sign-in link works only as long as it has not changed. */
  signIns: z.int().nonnegative().catch(0),
});

/** What the shop keeps in a user's `traits`; sensible values for users that came some other way. */
export type ShopTraits = z.output<typeof traitsSchema>;

export function traitsOf(user: Pick<User, "traits">): ShopTraits {
  return traitsSchema.parse(user.traits);
}

/** Changes some of the shop's traits and leaves the others alone. */
export function changeTraits(user: Pick<User, "traits">, changes: Partial<ShopTraits>): void {
  user.traits = { ...user.traits, ...changes };
}
