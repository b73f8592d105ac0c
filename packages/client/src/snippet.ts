import { createAnalytics } from "./browser/create-analytics.ts";
import { createPages } from "./pages/create-pages.ts";

/** For pages without a bundler: what the script leaves on `window`. */
Object.assign(globalThis, { AdminEvents: { createAnalytics, createPages } });
