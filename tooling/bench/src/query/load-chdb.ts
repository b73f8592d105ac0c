import { print } from "@admin-events/load";

/** ClickHouse as a library; null, with a sentence to the reader, where it is not installed. */
export async function loadChdb() {
  try {
    return await import("chdb");
  } catch (error) {
    print(`ClickHouse is left out: chdb cannot be loaded (${(error as Error).message}).`);
    return null;
  }
}
