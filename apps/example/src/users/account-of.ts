import type { User } from "@admin-events/db";
import { traitsOf } from "./traits.ts";

/** A user as the pages see one. */
export function accountOf(user: User) {
  const { externalId: id, email, name } = user;

  return { id, email, name, plan: traitsOf(user).plan };
}
