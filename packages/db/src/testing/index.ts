export { createProxy } from "./create-proxy.ts";
export type { TestProxy } from "./create-proxy.ts";
export { createTestCluster } from "./create-test-cluster.ts";
export type { TestCluster } from "./create-test-cluster.ts";
export { createTestDatabase } from "./create-test-database.ts";
export type { TestDatabase } from "./create-test-database.ts";
export { startSharedCluster } from "./shared-cluster.ts";
export type { SharedCluster } from "./shared-cluster.ts";
