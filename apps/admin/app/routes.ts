import type { RouteConfig } from "@remix-run/route-config";
import { index, layout, route } from "@remix-run/route-config";

/** The pages of the panel. The layout checks for an admin. */
export default [
  route("sign-in", "routes/sign-in.tsx"),
  route("sign-in/link", "routes/sign-in-link.tsx"),
  route("sign-out", "routes/sign-out.ts"),
  route("preferences", "routes/preferences.ts"),
  route("activity/export/:format", "routes/activity-export.ts"),
  layout("routes/panel.tsx", [
    index("routes/dashboard.tsx"),
    route("events", "routes/events.tsx"),
    route("events/rejected", "routes/rejected.tsx"),
    route("events/:id", "routes/event.tsx"),
    route("activity", "routes/activity.tsx"),
    route("activity/resource/:type/:id", "routes/activity-resource.tsx"),
    route("users/:id", "routes/user.tsx"),
    route("handlers", "routes/handlers.tsx"),
    route("system", "routes/system.tsx"),
    route("people", "routes/people.tsx"),
    route("catalog", "routes/catalog.tsx"),
    route("usage", "routes/usage.tsx"),
    route("*", "routes/not-found.tsx"),
  ]),
] satisfies RouteConfig;
