export { findUser } from "./find-user.ts";
export type { Person } from "./find-user.ts";
