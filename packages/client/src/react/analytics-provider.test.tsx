import { render } from "@testing-library/react";
import { createElement, StrictMode, useEffect } from "react";
import { renderToString } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { BrowserAnalytics, PageDetails } from "../browser/types.ts";
import { AnalyticsProvider, useAnalytics, useTrack } from "./index.ts";

test("a page view is captured once for each path of the router, also under StrictMode", () => {
  const { client, viewed } = createRecordingClient();
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

test("without a path, the URL is watched while the provider is mounted", async () => {
  const { client, viewed } = createRecordingClient();
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

test("useTrack uses the client of the provider", () => {
  const { client, tracked } = createRecordingClient();
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

test("on a server the children are rendered and nothing is captured", () => {
  const { client, viewed } = createRecordingClient();

  const html = renderToString(
    <AnalyticsProvider client={client} path="/">
      <p>Coffee</p>
    </AnalyticsProvider>,
  );

  expect(html).toBe("<p>Coffee</p>");
  expect(viewed).toEqual([]);
});

test("a hook outside the provider throws an error that says what to do", () => {
  const Component = () => createElement("p", null, useAnalytics().getIdentity().userId);

  expect(() => renderToString(<Component />)).toThrow(
    "useAnalytics was called outside <AnalyticsProvider>. Wrap your app in <AnalyticsProvider>.",
  );
});

/** Creates a client that records calls. */
function createRecordingClient() {
  const viewed: PageDetails[] = [];
  const tracked: string[] = [];
  const client = {
    page: (details: PageDetails = {}) => `page-${viewed.push(details)}`,
    heartbeat: () => {},
    getIdentity: () => ({ sessionId: "one" }),
    track: (name: string) => `event-${tracked.push(name)}`,
  } as unknown as BrowserAnalytics;

  return { client, viewed, tracked };
}
