export { envelope, mostItems } from "./batch.ts";
export { createIntake } from "./create-intake.ts";
export type { Sending, TakeIn } from "./create-intake.ts";
export { item } from "./item.ts";
export type { Item, ItemType } from "./item.ts";
export { ourselves } from "./sender.ts";
export type { Sender } from "./sender.ts";
export type { ItemResult } from "./taking.ts";
export { trackItem } from "./track.ts";
