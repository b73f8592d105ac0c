import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { getRoute } from "./get-route.ts";

test.each([
  ["/", "/"],
  ["/users/ann@example.com", "/users/…"],
  ["/users/ann@example.com.data?x=1", "/users/…"],
  ["/sign-in?email=ann@example.com", "/sign-in"],
  ["/sign-in/link?token=secret", "/sign-in/…"],
  ["/ann@example.com", "/…"],
  ["/events.data", "/events.data"],
  ["/trpc/users.get,names?batch=1&input=ann@example.com", "/trpc/users.get,names"],
  ["/trpc/ann@example.com", "/trpc/…"],
  ["//evil.example/ann@example.com", "//…"],
  [`/trpc/${"names,".repeat(50)}`, `/trpc/${"names,".repeat(50)}`.slice(0, 100)],
])("%s is logged as %s", (url, route) => {
  expect(getRoute({ url } as IncomingMessage)).toBe(route);
});
