import { createAnalytics } from "./browser/create-analytics.ts";
import { createPages } from "./pages/create-pages.ts";

/** The script for pages without a bundler. Sets `window.AdminEvents`. */
Object.assign(globalThis, { AdminEvents: { createAnalytics, createPages } });
