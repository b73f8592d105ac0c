import { accessRows, wordFor } from "@admin-events/server/testing/access-table";
import { expect, test } from "./project.ts";

test("every page lets in whom the access table lets in, and leads others to the sign-in page", async ({
  panel,
  project,
}) => {
  const cookies = await panel.context().cookies(project.origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const callers = {
    nobody: {},
    sk: { authorization: `Bearer ${project.secretKey}` },
    admin: { cookie },
  };
  const pages = [...accessRows()].filter(([name]) => name.startsWith("page "));

  for (const [name, expected] of pages) {
    const path = (name.split(" ")[1] ?? "").replace("*", "nowhere").replaceAll(/:\w+/g, "none");
    for (const [caller, headers] of Object.entries(callers)) {
      const answer = await fetch(project.origin + path, { headers, redirect: "manual" });

      expect([name, caller, wordFor(answer.status, answer.headers.get("location"))]).toEqual([
        name,
        caller,
        expected[caller as keyof typeof callers],
      ]);
    }
  }
});

test("every action refuses what another site's page sends with its visitor's cookie", async ({
  panel,
  project,
}) => {
  const cookies = await panel.context().cookies(project.origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const actions = [...accessRows()].filter(([name]) => name.startsWith("action "));

  for (const [name] of actions) {
    const path = name.split(" ")[1] ?? "";
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
