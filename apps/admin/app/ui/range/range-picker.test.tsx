import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import type { DateRange } from "./date-range.ts";
import { RangePicker } from "./range-picker.tsx";

test("presets are links, and the selected one is marked", () => {
  renderPicker("90d");

  const links = screen.getAllByRole("link");

  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["7 days", '/events?"7d"'],
    ["90 days", '/events?"90d"'],
  ]);
  expect(links.map((link) => link.getAttribute("aria-current"))).toEqual([null, "true"]);
});

test("the form for a custom range starts with the current days", async () => {
  const { getUrl } = renderPicker("7d");

  fireEvent.click(screen.getByRole("button", { name: "Custom" }));
  const first = screen.getByLabelText<HTMLInputElement>("First day");
  const last = screen.getByLabelText<HTMLInputElement>("Last day");
  expect([first.value, last.value]).toEqual(["2026-03-25", "2026-03-31"]);
  fireEvent.change(first, { target: { value: "2026-03-20" } });
  fireEvent.change(last, { target: { value: "2026-03-10" } });
  fireEvent.submit(first.form!);

  await waitFor(() =>
    expect(decodeURIComponent(getUrl() ?? "")).toBe('/events?{"first":"2026-03-10","last":"2026-03-20"}'),
  );
});

test("a custom range is shown on its button, with years other than the current one", () => {
  renderPicker({ first: "2025-12-30", last: "2026-03-02" });

  expect(screen.getByRole("button").textContent).toBe("30 Dec 2025 – 2 Mar");
  expect(screen.queryByRole("link", { current: true })).toBeNull();
});

function renderPicker(range: DateRange) {
  return renderPage(
    <RangePicker
      range={range}
      presets={["7d", "90d"]}
      today="2026-03-31"
      toUrl={(each) => `/events?${JSON.stringify(each)}`}
    />,
  );
}
