import type { Project } from "./project.ts";

/** An activity as `activity.log` accepts it. */
export interface LoggedActivity {
  action: string;
  actor?: string;
  resource: { type: string; id: string };
  target?: string;
  mode?: string;
  module?: string;
  metadata?: Record<string, unknown>;
}

/** Logs activities with the project's secret key, in order. */
export async function logActivities(
  { origin, secretKey }: Pick<Project, "origin" | "secretKey">,
  activities: readonly LoggedActivity[],
): Promise<void> {
  for (const activity of activities) {
    const response = await fetch(`${origin}/trpc/activity.log`, {
      method: "POST",
      headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
      body: JSON.stringify(activity),
    });
    if (!response.ok) throw new Error(`activity.log failed: ${await response.text()}`);
  }
}
