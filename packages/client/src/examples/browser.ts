import type { events } from "./events.ts";
import { createAnalytics } from "../index.ts";

const analytics = createAnalytics<typeof events>({ url: "https://analytics.example.com", key: "pk_…" });

export function onSignIn(user: { id: string }) {
  analytics.identify(user.id);
}

export function onSearch(query: string, results: number) {
  analytics.track("search.performed", { query, results });
}
