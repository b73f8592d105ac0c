import { migrate } from "../migrate.ts";
import type { ClusterPlace, ThrowAwayCluster } from "./throw-away-cluster.ts";
import { createThrowAwayCluster } from "./throw-away-cluster.ts";

/** A PostgreSQL of the test's own that may be stopped, killed and started; see ThrowAwayCluster for each of them. */
export interface TestCluster extends Pick<ThrowAwayCluster, "start" | "stop" | "kill">, AsyncDisposable {
  /** A migrated database; the address stays the same over every start. */
  url: string;
}

/**
 * For proofs about crashes: what was committed survives `kill` and `start`. Takes about a second, so use
 * `createTestDatabase` wherever the server may stay up. Needs no test runner around it.
 */
export async function createTestCluster(
  settings: Record<string, string> = {},
  place: ClusterPlace = {},
): Promise<TestCluster> {
  const { urlOf, ...cluster } = await createThrowAwayCluster(settings, place);
  const url = urlOf("postgres");
  await migrate(url);

  return { ...cluster, url };
}
