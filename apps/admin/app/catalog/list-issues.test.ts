import type { EventNameSummary } from "@admin-events/client/query";
import { expect, test } from "vitest";
import { listIssues } from "./list-issues.ts";

const name: EventNameSummary = {
  name: "user.signed_up",
  kind: "event",
  title: "Signed up",
  icon: "👋",
  planned: true,
  deprecated: null,
  nearest: null,
  count: 3,
  lastSeenAt: null,
};

test("misspelled names, conflicts and unknown properties are issues, other names are not", () => {
  const conflict = 'order.placed is declared differently by "shop" (title), whose declaration applies.';

  const issues = listIssues(
    [
      name,
      { ...name, name: "user.singed_up", planned: false, nearest: "user.signed_up", count: 1 },
      { ...name, name: "invoice.paid", planned: false },
    ],
    [
      {
        app: "billing",
        version: 1,
        eventCount: 1,
        declaredAt: "2026-03-03T10:00:00.000Z",
        key: null,
        conflicts: [{ name: "order.placed", message: conflict }],
      },
    ],
    [
      { name: "user.signed_up", property: "plna", nearest: "plan", count: 2 },
      { name: "user.signed_up", property: "color", nearest: null, count: 20 },
    ],
  );

  expect(issues).toEqual([
    { name: "user.singed_up", text: "Not in the catalog. Did you mean user.signed_up?", detail: "1 event" },
    { name: "order.placed", text: conflict, detail: "Declared by billing" },
    {
      name: "user.signed_up",
      text: "The property plna is not in the catalog. Did you mean plan?",
      detail: "In 2 of the latest 20 events",
    },
    {
      name: "user.signed_up",
      text: "The property color is not in the catalog.",
      detail: "In 20 of the latest 20 events",
    },
  ]);
});
