import { render } from "@testing-library/react";
import { createElement, StrictMode, useEffect } from "react";
import { renderToString } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { BrowserAnalytics, PageDetails } from "../browser/types.ts";
import { AnalyticsProvider, useAnalytics, useTrack } from "./index.ts";

test("a page view is captured for each path the router shows, once under StrictMode", () => {
  const { client, viewed } = notingClient();
  const app = (path: string) => (
    <StrictMode>
      <AnalyticsProvider client={client} path={path} />
    </StrictMode>
  );

  const { rerender } = render(app("/"));
  rerender(app("/"));
  rerender(app("/cart"));

  expect(viewed.map(({ path }) => path)).toEqual(["/", "/cart"]);
});

test("without a path the address is watched for as long as the provider is there", async () => {
  const { client, viewed } = notingClient();
  history.replaceState(null, "", "/shelf");
  const { unmount } = render(
    <StrictMode>
      <AnalyticsProvider client={client} />
    </StrictMode>,
  );

  history.pushState(null, "", "/cart");
  await vi.waitFor(() => expect(viewed).toHaveLength(2));
  unmount();
  history.pushState(null, "", "/checkout");
  await new Promise((resolve) => setTimeout(resolve, 20));

  expect(viewed.map(({ path }) => path)).toEqual(["/shelf", "/cart"]);
});

test("components below track with the provider's client", () => {
  const { client, tracked } = notingClient();
  function Subscribe() {
    const track = useTrack();
    useEffect(() => void track("newsletter.subscribed", { source: "footer" }), [track]);
    return null;
  }

  render(
    <AnalyticsProvider client={client} path="/">
      <Subscribe />
    </AnalyticsProvider>,
  );

  expect(tracked).toEqual(["newsletter.subscribed"]);
});

test("on a server the children are rendered, and nothing is captured", () => {
  const { client, viewed } = notingClient();

  const html = renderToString(
    <AnalyticsProvider client={client} path="/">
      <p>Coffee</p>
    </AnalyticsProvider>,
  );

  expect(html).toBe("<p>Coffee</p>");
  expect(viewed).toEqual([]);
});

test("a hook without a provider says what is missing", () => {
  const Lost = () => createElement("p", null, useAnalytics().who().userId);

  expect(() => renderToString(<Lost />)).toThrow("useAnalytics needs an <AnalyticsProvider> above it.");
});

/** A client that only notes what it is told. */
function notingClient() {
  const viewed: PageDetails[] = [];
  const tracked: string[] = [];
  const client = {
    page: (details: PageDetails = {}) => `page-${viewed.push(details)}`,
    heartbeat: () => {},
    who: () => ({ sessionId: "one" }),
    track: (name: string) => `event-${tracked.push(name)}`,
  } as unknown as BrowserAnalytics;

  return { client, viewed, tracked };
}
