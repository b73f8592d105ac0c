import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { FeedDelayNotice } from "./feed-delay-notice.tsx";

const write = { pid: 4711, preparedAs: null, application: "nightly job", role: "app", seconds: 90 };

test("events that wait for a transaction are announced with its process, application, role and age", () => {
  render(<FeedDelayNotice delay={{ horizonLagSeconds: 61, openWrites: [write] }} />);

  expect(screen.getByRole("status").textContent).toBe(
    "New events have been waiting for 1 min 1 s, for the transaction of process 4711 (nightly job, role app), open for 1 min 30 s. They are stored and appear when it ends. If it is not needed, end it: select pg_terminate_backend(4711);",
  );
});

test.each([
  ["a short delay", { horizonLagSeconds: 1, openWrites: [write] }],
  ["no delay", { horizonLagSeconds: 0, openWrites: [] }],
])("%s is not mentioned", (_, delay) => {
  render(<FeedDelayNotice delay={delay} />);

  expect(screen.queryByRole("status")).toBeNull();
});
