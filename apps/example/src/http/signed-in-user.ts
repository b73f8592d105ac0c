import { User } from "@admin-events/db";
import type { EntityManager } from "@admin-events/db";
import type { Request } from "express";
import { userIdFromCookies } from "../users/session-cookie.ts";
import { Refusal } from "./refusal.ts";

/** The user of the request's cookie; null when nobody is signed in. */
export async function findSignedInUser(
  em: EntityManager,
  secret: string,
  request: Request,
): Promise<User | null> {
  const userId = userIdFromCookies(secret, request.get("cookie"));

  return userId === null ? null : em.findOne(User, { externalId: userId });
}

/** The user of the request's cookie. @throws {Refusal} 401 when nobody is signed in. */
export async function signedInUser(em: EntityManager, secret: string, request: Request): Promise<User> {
  const user = await findSignedInUser(em, secret, request);
  if (!user) throw new Refusal(401, "Please sign in first.");

  return user;
}
