import type { events as catalog } from "@admin-events/catalog";
import type { NodeAnalytics } from "@admin-events/client/node";
import type { Events } from "@admin-events/core/events";
import type { EntityManager } from "@admin-events/db";
import type { Log } from "../log.ts";
import type { Mailbox } from "../mail/mailbox.ts";
import type { SendMail } from "../mail/mailer.ts";
import type { OrderBook } from "../orders/order-book.ts";

/** What the shop's routes work with. */
export interface ShopContext {
  /** A fresh entity manager for one request. */
  fork: () => EntityManager;
  /** Tracks inside the shop's own transactions. */
  events: Pick<Events<typeof catalog>, "track">;
  /** Tracks everything else through the SDK; absent when the shop has no keys. */
  analytics?: Pick<NodeAnalytics<typeof catalog>, "track" | "express" | "requests">;
  /** What the browser needs to track by itself. */
  browserAnalytics: { url: string; key: string } | null;
  /** Proves to Admin Events whom the pages name. */
  signingSecret?: string;
  /** Who may look after the customers, once they have proved the address to be theirs. */
  staffEmail: string;
  orders: OrderBook;
  mailbox: Mailbox;
  sendMail: SendMail;
  /** Signs cookies and links. */
  secret: string;
  /** Where browsers find the shop. */
  origin: string;
  log: Log;
}
