import type { TestEvents } from "../../testing/start-test-events.ts";
import { blog, sentBy } from "../../testing/start-test-events.ts";
import type { QueryContext } from "../query-context.ts";

export function createQueryContext(system: TestEvents, now = "2026-06-15T12:00:00Z"): QueryContext {
  return { em: system.db.em, catalog: blog, timeZone: "UTC", now: new Date(now) };
}

export async function storeAt(system: TestEvents, name: string, ...timestamps: string[]): Promise<void> {
  await system.store(timestamps.map((timestamp) => ({ name, timestamp })));
}

/** Events written as "ann 03-02 user.confirmed" in 2026, with a time as in 03-02T10:00. A dash is an event without a user. */
export async function storeActions(system: TestEvents, ...lines: string[]): Promise<void> {
  await system.store(
    lines.map((line) => {
      const [user = "", day = "", name = "user.confirmed"] = line.split(" ");
      return {
        name,
        ...sentBy(user === "-" ? null : user),
        timestamp: `2026-${day.includes("T") ? day : `${day}T12:00`}:00Z`,
      };
    }),
  );
}
