import type { Caller, Expected } from "@admin-events/server/testing/access-table";
import { parseAccessTable, toOutcome } from "@admin-events/server/testing/access-table";
import { askingCallers } from "./caller-headers.ts";
import { expect, test } from "./project.ts";

const rows = [...parseAccessTable()].map(([name, expected]) => {
  const [kind, path = ""] = name.split(" ");
  return { name, kind, path, expected };
});
const pages = rows.filter(({ kind }) => kind === "page");
const actions = rows.filter(({ kind }) => kind === "action");

test("every page and every action lets in whom the access table lets in, whoever asks", async ({
  project,
}) => {
  const headersOf = await askingCallers(project);

  for (const { name, kind, path, expected } of [...pages, ...actions]) {
    const address = project.origin + path.replace("*", "nowhere").replaceAll(/:\w+/g, "none");
    const words: Partial<Expected> = {};
    for (const [caller, headers] of Object.entries(headersOf)) {
      // No address to send mail to: who is let in learns that it must be written out.
      const sent = kind === "action" ? { method: "POST", body: new URLSearchParams({ email: "ann" }) } : {};
      const { status, headers: answered } = await fetch(address, { ...sent, headers, redirect: "manual" });
      words[caller as Caller] = toOutcome(status, answered.get("location"));
    }

    expect([name, words]).toEqual([name, expected]);
  }
});

test("every action refuses what another site's page sends with its visitor's cookie", async ({
  panel,
  project,
}) => {
  const cookies = await panel.context().cookies(project.origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");

  for (const { path } of actions) {
    for (const address of [path, `${path}.data`]) {
      const answer = await fetch(project.origin + address, {
        method: "POST",
        headers: { cookie, origin: "https://evil.example" },
        body: new URLSearchParams({ email: "eve@example.com" }),
        redirect: "manual",
      });
      expect([address, answer.status]).toEqual([address, 403]);
    }
  }
  await panel.reload();
  await expect(panel.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});
