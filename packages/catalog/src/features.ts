import { defineFeatures } from "./define-features.ts";

/** The features of the usage page: routes of your applications and procedures of the API. */
export const features = defineFeatures([
  // eject:start
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
  { prefix: "/api/products", feature: "Shelf" },
  // eject:end
  { prefix: "track", feature: "Tracking" },
  { prefix: "list_latest", feature: "Event feed" },
  { prefix: "onEvent", feature: "Event feed" },
  { prefix: "event", feature: "Event feed" },
  { prefix: "rejections", feature: "Event feed" },
  { prefix: "aggregate", feature: "Dashboard" },
  { prefix: "barChart", feature: "Dashboard" },
  { prefix: "stackedBarChart", feature: "Dashboard" },
  { prefix: "funnel", feature: "Dashboard" },
  { prefix: "activity", feature: "Activity" },
  { prefix: "names", feature: "Catalog" },
  { prefix: "handlers", feature: "Handlers" },
  { prefix: "users", feature: "People" },
  { prefix: "activeUsers", feature: "People" },
  { prefix: "topUsers", feature: "People" },
  { prefix: "retention", feature: "People" },
  { prefix: "system", feature: "System" },
]);
