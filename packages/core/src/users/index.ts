export { alias } from "./alias.ts";
export { describeGroup } from "./describe-group.ts";
export { findUser } from "./find-user.sql.ts";
export type { Person } from "./find-user.sql.ts";
export { findVerifiedUserIds } from "./find-verified-user-ids.ts";
export { identify } from "./identify.ts";
export { unlinkVisitor } from "./unlink-visitor.ts";
