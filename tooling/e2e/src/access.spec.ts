import type { Caller, Expected } from "@admin-events/server/testing/access-table";
import { parseAccessTable, toOutcome } from "@admin-events/server/testing/access-table";
import { createCallerHeaders } from "./caller-headers.ts";
import { expect, test } from "./project.ts";

const rows = [...parseAccessTable()].map(([name, expected]) => {
  const [kind, path = ""] = name.split(" ");
  return { name, kind, path, expected };
});
const pages = rows.filter(({ kind }) => kind === "page");
const actions = rows.filter(({ kind }) => kind === "action");

test("every page and action allows the callers that the access table allows, and no others", async ({
  project,
}) => {
  const headersByCaller = await createCallerHeaders(project);

  for (const { name, kind, path, expected } of [...pages, ...actions]) {
    const address = project.origin + path.replace("*", "nowhere").replaceAll(/:\w+/g, "none");
    const outcomes: Partial<Expected> = {};
    for (const [caller, headers] of Object.entries(headersByCaller)) {
      // The address is invalid, so that allowed callers get a validation error and no mail is sent.
      const sent = kind === "action" ? { method: "POST", body: new URLSearchParams({ email: "ann" }) } : {};
      const { status, headers: responseHeaders } = await fetch(address, {
        ...sent,
        headers,
        redirect: "manual",
      });
      outcomes[caller as Caller] = toOutcome(status, responseHeaders.get("location"));
    }

    expect([name, outcomes]).toEqual([name, expected]);
  }
});

test("every action rejects cross-site requests with the visitor's cookie", async ({ panel, project }) => {
  const cookies = await panel.context().cookies(project.origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");

  for (const { path } of actions) {
    for (const address of [path, `${path}.data`]) {
      const response = await fetch(project.origin + address, {
        method: "POST",
        headers: { cookie, origin: "https://evil.example" },
        body: new URLSearchParams({ email: "eve@example.com" }),
        redirect: "manual",
      });
      expect([address, response.status]).toEqual([address, 403]);
    }
  }
  await panel.reload();
  await expect(panel.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});
