import { actingAs } from "@admin-events/core/activity";
import type { RequestHandler } from "express";
import { userIdFromCookies } from "../users/session-cookie.ts";

/** What a request changes is logged as done by whoever is signed in. */
export function onBehalfOfVisitor(secret: string): RequestHandler {
  return (request, _response, next) => {
    const userId = userIdFromCookies(secret, request.get("cookie"));
    if (userId === null) next();
    else actingAs({ userId, role: "user" }, next);
  };
}
