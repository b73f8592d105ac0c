import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { sampleEvent } from "../feed/live/sample-events.ts";
import { renderPage } from "../testing/render-page.tsx";
import { ActivityRow } from "./activity-row.tsx";

const changed = sampleEvent(1, {
  name: "user.updated",
  actorRole: "admin",
  resourceType: "user",
  resourceId: "u_2",
  targetId: "u_3",
  mode: "auto",
  module: "shop",
  metadata: { plan_from: "free", plan_to: "club", note_from: "<b>x</b>", note_to: null },
});

function draw(event = changed): void {
  renderPage(
    <ol>
      <ActivityRow
        event={event}
        filters={{ mode: "auto" }}
        users={{ u_2: { email: "bob@example.org", name: null, firstName: null, lastName: null } }}
        timeZone="Europe/Berlin"
        isNew={false}
      />
    </ol>,
  );
}

test("a row tells who did what to whom, as links to the entry, the actor's entries and the resource's history", () => {
  draw();

  expect(screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["user.updated", "/events/event-1"],
    ["ann@example.org", "/activity?actor=u_1&mode=auto"],
    ["user bob@example.org", "/users/u_2"],
    ["u_3", "/users/u_3"],
  ]);
  expect(screen.getByText(/as admin/)).toBeTruthy();
});

test.each([
  ["user.created", "manual", "text-good", "text-ink"],
  ["user.updated", "auto", "text-warn", "text-soft"],
  ["user.deleted", "cron", "text-bad", "text-warn"],
])("the badges of %s and %s have the colours of the verb and of the mode", (name, mode, ofVerb, ofMode) => {
  draw({ ...changed, name, mode });

  expect(screen.getByText(name).classList).toContain(ofVerb);
  expect(screen.getByText(mode).classList).toContain(ofMode);
});

test("a row shows differences as from and to, and foreign text as text", () => {
  draw();

  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toContain("plan free→ became club");
  expect(document.querySelector("del")?.textContent).toBe("free");
  expect(screen.getByText("<b>x</b>")).toBeTruthy();
});

test("a resource that is no user leads to its history, whatever its id looks like", () => {
  draw({ ...changed, resourceType: "post", resourceId: "a/b?c" });

  expect(screen.getByRole("link", { name: /post a/ }).getAttribute("href")).toBe(
    "/activity/resource/post/a%2Fb%3Fc",
  );
});
