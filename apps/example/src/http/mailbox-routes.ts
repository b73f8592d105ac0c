import { Router } from "express";
import type { Mailbox } from "../mail/mailbox.ts";
import { answer, Refusal } from "./refusal.ts";

/** The demo's mailbox, open to everybody who reaches the shop. */
export function mailboxRoutes(mailbox: Mailbox): Router {
  return Router()
    .get(
      "/mailbox",
      answer(({ query }) => mailbox.list(typeof query.to === "string" ? query.to : undefined)),
    )
    .get(
      "/mailbox/:id",
      answer(async ({ params }) => {
        const mail = await mailbox.read(String(params.id));
        if (!mail) throw new Refusal(404, "There is no such message.");

        return mail;
      }),
    );
}
