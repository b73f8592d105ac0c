import { defineFeatures } from "./define-features.ts";

/** The features that `/usage` shows, by the routes of the applications and the procedures of the panel. */
export const features = defineFeatures([
  { prefix: "/api/orders/:id/refund", feature: "Refunds" },
  { prefix: "/api/orders", feature: "Orders" },
  { prefix: "/api/register", feature: "Accounts" },
  { prefix: "/api/sign-in-link", feature: "Accounts" },
  { prefix: "/api/sign-in", feature: "Accounts" },
  { prefix: "/api/sign-out", feature: "Accounts" },
  { prefix: "/api/me", feature: "Browsing" },
  { prefix: "/api/plan", feature: "Coffee club" },
  { prefix: "/api/newsletter", feature: "Newsletter" },
  { prefix: "/api/support", feature: "Support" },
  { prefix: "/api/mailbox", feature: "Mailbox" },
  { prefix: "/api/products", feature: "Shelf" },
  { prefix: "track", feature: "Tracking" },
  { prefix: "list_latest", feature: "Event feed" },
  { prefix: "onEvent", feature: "Event feed" },
  { prefix: "event", feature: "Event feed" },
  { prefix: "aggregate", feature: "Dashboard" },
  { prefix: "barChart", feature: "Dashboard" },
  { prefix: "stackedBarChart", feature: "Dashboard" },
  { prefix: "funnel", feature: "Dashboard" },
  { prefix: "names", feature: "Catalog" },
  { prefix: "handlers", feature: "Handlers" },
  { prefix: "users", feature: "People" },
]);
