import { startSharedCluster } from "@admin-events/db/testing";
import type { TestProject } from "vitest/node";

/** Starts the PostgreSQL of this run, from which `createTestDatabase` clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startSharedCluster();
  project.provide("sharedCluster", { adminUrl: cluster.adminUrl, template: cluster.template });

  return async () => {
    await cluster[Symbol.asyncDispose]();
  };
}
