import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { StoredEvent } from "@admin-events/client/query";
import { MetadataList } from "./metadata-list.tsx";
import { renderPage } from "../testing/render-page.tsx";

test("every property is a copy button, and a scalar links to the events that share it", () => {
  renderList({ plan: "pro", address: { city: "Bern" }, tags: ["a"] });

  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual([
    "Copy plan: pro",
    "Copy address: { 1 property }",
    "Copy city: Bern",
    "Copy tags: [ 1 item ]",
    "Copy [0]: a",
  ]);
  expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/events?where.plan=pro",
    "/events?where.address.city=Bern",
    "/events?where.tags=a",
  ]);
});

test("untrusted text is rendered as text, never as markup or a link target", () => {
  renderList({
    html: "<img src=x onerror=alert(1)>",
    link: "javascript:alert(1)",
    "<b>key</b>": "https://evil.example",
  });

  expect(document.querySelector("img, b, script")).toBeNull();
  expect(screen.getByText("<img src=x onerror=alert(1)>")).toBeTruthy();
  for (const link of screen.getAllByRole("link"))
    expect(link.getAttribute("href")).toMatch(/^\/events\?where\./);
});

test("an event without metadata says so", () => {
  renderList({});

  expect(screen.getByText("No metadata")).toBeTruthy();
});

function renderList(metadata: StoredEvent["metadata"]): void {
  renderPage(<MetadataList metadata={metadata} />);
}
