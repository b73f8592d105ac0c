import { actingAs } from "@admin-events/core/activity";
import { User } from "@admin-events/db";
import type { EntityManager } from "@admin-events/db";
import type { Request } from "express";
import { Router } from "express";
import { z } from "zod";
import { accountOf } from "../users/account-of.ts";
import { changePlan } from "../users/change-plan.ts";
import { planSchema } from "../users/traits.ts";
import { answer, bodyOf, Refusal } from "./refusal.ts";
import type { ShopContext } from "./shop-context.ts";
import { signedInUser } from "./signed-in-user.ts";

/** For whoever looks after the customers. */
export function staffRoutes({ fork, secret, staffEmail }: ShopContext): Router {
  async function signedInStaff(em: EntityManager, request: Request): Promise<User> {
    const user = await signedInUser(em, secret, request);
    if (user.email !== staffEmail) throw new Refusal(403, "Only the shop's staff may do this.");

    return user;
  }

  return Router()
    .get(
      "/staff/customers",
      answer(async (request) => {
        const em = fork();
        await signedInStaff(em, request);
        const customers = await em.find(
          User,
          { email: { $ne: null } },
          { orderBy: { id: "desc" }, limit: 50 },
        );

        return customers.map(accountOf);
      }),
    )
    .post(
      "/staff/customers/:id/plan",
      answer(async (request) => {
        const em = fork();
        const staff = await signedInStaff(em, request);
        const { plan } = bodyOf(request, z.object({ plan: planSchema }));
        const customer = await em.findOne(User, { externalId: request.params.id });
        if (!customer) throw new Refusal(404, "There is no such customer.");

        await actingAs({ userId: staff.externalId, role: "admin" }, () => changePlan(em, customer, plan));
        return accountOf(customer);
      }),
    );
}
