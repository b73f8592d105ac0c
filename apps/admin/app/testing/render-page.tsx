import { useLocation } from "@remix-run/react";
import { createRemixStub } from "@remix-run/testing";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { expect, vi } from "vitest";

/** Renders an element as the page at `path`, with working links. `getUrl` returns the current URL. */
export function renderPage(element: ReactElement, path = "/events"): { getUrl: () => string | null } {
  // Remix's stub takes no future flags, so React Router warns.
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const Page = createRemixStub([
    {
      path: "*",
      Component: () => (
        <>
          {element}
          <CurrentUrl />
        </>
      ),
    },
  ]);
  const { container } = render(<Page initialEntries={[path]} />);
  for (const [message] of warn.mock.calls) expect(message).toContain("React Router Future Flag");
  warn.mockRestore();
  return { getUrl: () => container.querySelector("[data-url]")?.textContent ?? null };
}

function CurrentUrl() {
  const { pathname, search } = useLocation();
  return <p data-url>{pathname + search}</p>;
}
