import { NotAllowedError, NotSignedInError } from "@admin-events/client/query";
import { screen } from "@testing-library/react";
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

function renderBadge(error: Error, isPaused = false): void {
  renderPage(
    <ConnectionBadge connection={{ state: "rejected", error }} isPaused={isPaused} />,
    "/events?name=user.*",
  );
}
