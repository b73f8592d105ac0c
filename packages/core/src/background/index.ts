export { keepDoing } from "./keep-doing.ts";
