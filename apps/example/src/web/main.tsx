import { AnalyticsProvider } from "@admin-events/client/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { fetchMe } from "./api.ts";
import { createTracking } from "./create-tracking.ts";
import { ShopApp } from "./shop-app.tsx";
import { ShopProvider } from "./shop-provider.tsx";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/shelf.css";
import "./styles/forms.css";
import "./styles/cart.css";
import "./styles/mailbox.css";

const me = await fetchMe();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <AnalyticsProvider client={createTracking(me)}>
      <ShopProvider firstMe={me}>
        <ShopApp />
      </ShopProvider>
    </AnalyticsProvider>
  </StrictMode>,
);
