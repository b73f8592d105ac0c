export { createPages } from "./create-pages.ts";
export type { Pages } from "./create-pages.ts";
