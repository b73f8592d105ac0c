import { migrate } from "../migrate.ts";
import type { ClusterOptions, TemporaryCluster } from "./temporary-cluster.ts";
import { createTemporaryCluster } from "./temporary-cluster.ts";

export interface TestCluster extends Pick<TemporaryCluster, "start" | "stop" | "kill">, AsyncDisposable {
  /** A migrated database. The URL stays the same after each start. */
  url: string;
}

/**
 * For tests of crashes: committed data survives `kill` and `start`. Takes about a second; use `createTestDatabase` if the
 * server keeps running. Works without a test runner.
 */
export async function createTestCluster(
  settings: Record<string, string> = {},
  address: ClusterOptions = {},
): Promise<TestCluster> {
  const { getUrl, ...cluster } = await createTemporaryCluster(settings, address);
  const url = getUrl("postgres");
  await migrate(url);

  return { ...cluster, url };
}
