export * from "./library.ts";
export { events } from "./events.ts";
export { features } from "./features.ts";
export { product } from "./product.ts";
