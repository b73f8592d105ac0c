import { useLocation } from "@remix-run/react";
import { createRemixStub } from "@remix-run/testing";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { expect, vi } from "vitest";

/** Draws an element as the page at `path`, with working links. Comes back with what tells the present address. */
export function renderPage(element: ReactElement, path = "/events"): { address: () => string | null } {
  // Remix's stub cannot be given the flags with which React Router would say nothing.
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const Page = createRemixStub([
    {
      path: "*",
      Component: () => (
        <>
          {element}
          <Address />
        </>
      ),
    },
  ]);
  const { container } = render(<Page initialEntries={[path]} />);
  for (const [message] of warn.mock.calls) expect(message).toContain("React Router Future Flag");
  warn.mockRestore();
  return { address: () => container.querySelector("[data-address]")?.textContent ?? null };
}

function Address() {
  const { pathname, search } = useLocation();
  return <p data-address>{pathname + search}</p>;
}
