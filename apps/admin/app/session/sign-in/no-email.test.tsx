import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { NoEmail } from "./no-email.tsx";

test("without email, the page says who can create a link", () => {
  renderPage(<NoEmail />);

  expect(screen.getByRole("status").textContent).toBe(
    "This server can't send e-mail. Ask whoever runs it for a sign-in link.",
  );
  expect(document.body.textContent).toContain("pnpm cli sign-in-link");
});
