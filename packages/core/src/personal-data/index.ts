export { countUserData } from "./count-user-data.ts";
export type { UserDataCounts } from "./count-user-data.ts";
export { eraseUser } from "./erase-user.ts";
export type { ErasureDeps, ErasureResult } from "./erase-user.ts";
export { listErasures } from "./erasure/erased-people.sql.ts";
export type { ErasedPerson, ErasureList, ErasureMode } from "./erasure/erased-people.sql.ts";
export { exportUser } from "./export-user.sql.ts";
export { reapplyErasures } from "./reapply-erasures.ts";
export type { ReappliedErasures } from "./reapply-erasures.ts";
