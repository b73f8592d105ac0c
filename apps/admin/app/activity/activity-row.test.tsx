import { cleanup, fireEvent, screen } from "@testing-library/react";
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
  metadata: {
    plan_from: "free",
    plan_to: "club",
    note_from: "<b>x</b>",
    note_to: null,
    period_from: "2026-01-01",
    period_to: "2026-02-01",
  },
  changedFields: ["plan", "note"],
});

function renderRow(event = changed): void {
  renderPage(
    <ol>
      <ActivityRow
        event={event}
        filters={{ mode: "auto" }}
        users={{ u_2: { email: "bob@example.org", name: null, firstName: null, lastName: null } }}
        timeZone="Europe/Berlin"
        isNew={false}
        order="receivedAt"
      />
    </ol>,
  );
}

test("a row links to the event, to the actor's activities and to the history of the resource", () => {
  renderRow();

  expect(screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["user.updated", "/events/event-1"],
    ["Ann", "/activity?actor=u_1&mode=auto"],
    ["user bob@example.org", "/users/u_2"],
    ["u_3", "/users/u_3"],
  ]);
  expect(screen.getByText(/as admin/)).toBeTruthy();
});

test.each([
  ["user.created", "manual", "text-good", "text-foreground"],
  ["user.updated", "auto", "text-warn", "text-muted"],
  ["user.deleted", "cron", "text-bad", "text-warn"],
])("the badges of %s and %s have the tones of the verb and the mode", (name, mode, verbTone, modeTone) => {
  renderRow({ ...changed, name, mode });

  expect(screen.getByText(name).classList).toContain(verbTone);
  expect(screen.getByText(mode).classList).toContain(modeTone);
});

test("a row says who did what, and names the target only if it is not the resource", () => {
  renderRow({ ...changed, name: "user.plan_changed" });
  expect(document.querySelector(".activity-text")?.textContent).toBe(
    "Ann as admin plan changed user bob@example.org for u_3",
  );

  cleanup();
  renderRow({ ...changed, actorRole: null, user: null, targetId: "u_2" });
  expect(document.querySelector(".activity-text")?.textContent).toBe("No actor updated user bob@example.org");

  cleanup();
  renderRow({ ...changed, actorRole: "user", resourceId: "u_1", targetId: null });
  expect(document.querySelector(".activity-text")?.textContent).toBe("Ann updated their account");
});

test("an opened row shows changes as from and to, and untrusted text as text", () => {
  renderRow();
  const button = screen.getByRole("button", { name: "2 changes" });
  expect(document.querySelector("del")).toBeNull();

  fireEvent.click(button);

  expect(button.getAttribute("aria-expanded")).toBe("true");

  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toContain(
    "plan free→ changed to club",
  );
  expect(document.querySelector("del")?.textContent).toBe("free");
  expect(screen.queryByText("2026-02-01")).toBeNull();
  expect(screen.getByText("<b>x</b>")).toBeTruthy();
});

test("a resource that is not a user links to its history, whatever characters its id has", () => {
  renderRow({ ...changed, resourceType: "post", resourceId: "a/b?c" });

  expect(screen.getByRole("link", { name: /post a/ }).getAttribute("href")).toBe(
    "/activity/resource/post/a%2Fb%3Fc",
  );
});
