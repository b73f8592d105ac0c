export { cleanText } from "./clean-text.ts";
export { cutText, truncateText } from "./truncate-text.ts";
export { findNearest } from "./find-nearest.ts";
