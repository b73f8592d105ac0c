import { AnalyticsProvider } from "@admin-events/client/react";
import { createRoot } from "react-dom/client";
import type { Me } from "./api.ts";
import { callApi } from "./api.ts";
import { createTracking } from "./create-tracking.ts";
import { Shop } from "./shop.tsx";
import "./style.css";

const me = await callApi<Me>("/me");

// The provider tracks page views, and how long each page is visible.
createRoot(document.getElementById("root")!).render(
  <AnalyticsProvider client={createTracking(me)}>
    <Shop me={me} path={location.pathname} />
  </AnalyticsProvider>,
);
