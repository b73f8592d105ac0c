import { NotAllowedError, NotSignedInError } from "@admin-events/client/query";
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { ConnectionBadge } from "./connection-badge.tsx";

test.each([
  ["NotSignedInError", NotSignedInError],
  ["NotAllowedError", NotAllowedError],
])("a feed rejected with %s links to the sign-in page and back", (_name, errorClass) => {
  renderBadge(Object.create(errorClass.prototype as Error) as Error);

  const link = screen.getByRole("link", { name: "Sign in again" });

  expect(screen.getByRole("status").textContent).toBe("Your session has ended.Sign in again");
  expect(link.getAttribute("href")).toBe("/sign-in?returnTo=%2Fevents%3Fname%3Duser.*");
});

test("a feed rejected for another reason shows the reason and no sign-in link", () => {
  renderBadge(new Error("The filter is invalid."));

  expect(screen.getByRole("status").textContent).toBe(
    "The live feed stopped. Reload the page. Reason: The filter is invalid.",
  );
  expect(screen.queryByRole("link")).toBeNull();
});

test("a rejected feed shows that it is rejected even while it is paused", () => {
  renderBadge(new Error("The filter is invalid."), true);

  expect(screen.getByRole("status").dataset.state).toBe("rejected");
});

test("a feed without a WebSocket says how often events are fetched, and explains it", async () => {
  renderPage(<ConnectionBadge connection={{ state: "polling", error: null }} />);

  expect(screen.getByRole("status").textContent).toBe("Live every 3 s");
  fireEvent.click(screen.getByRole("button", { name: "About the live feed" }));
  expect((await screen.findByRole("tooltip")).textContent).toContain("does not let WebSockets through");
});

function renderBadge(error: Error, isPaused = false): void {
  renderPage(
    <ConnectionBadge connection={{ state: "rejected", error }} isPaused={isPaused} />,
    "/events?name=user.*",
  );
}
