import type { EntityManager, User } from "@admin-events/db";
import type { Plan } from "./traits.ts";
import { changeTraits, traitsOf } from "./traits.ts";

/** Moves the user to a plan. Answers the plan they were on, or null when it is the same. */
export async function changePlan(em: EntityManager, user: User, to: Plan): Promise<Plan | null> {
  const from = traitsOf(user).plan;
  if (from === to) return null;

  changeTraits(user, { plan: to });
  await em.flush();

  return from;
}
