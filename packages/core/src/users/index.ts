export { alias } from "./alias.ts";
export { describeGroup } from "./describe-group.ts";
export { findUser } from "./find-user.ts";
export type { Person } from "./find-user.ts";
export { identify } from "./identify.ts";
