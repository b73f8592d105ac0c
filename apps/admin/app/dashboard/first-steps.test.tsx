import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { FirstSteps } from "./first-steps.tsx";

test("an empty instance says how to send the first event to this server, and waits for it", () => {
  render(<FirstSteps url="https://analytics.example.com" />);

  expect(screen.getByRole("status").textContent).toContain("Waiting for your first event");
  expect(screen.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent)).toEqual([
    "Create a key for your app",
    "Send an event from your app",
    "Describe your events in the catalog",
    "Invite your team",
  ]);
  expect(screen.getByLabelText("Example: send an event").textContent).toContain(
    'url: "https://analytics.example.com"',
  );
});
