import { expect, test } from "vitest";
import { createOrigins } from "../http/origins.ts";
import { findOtherName } from "./load-context.ts";

const origins = createOrigins("http://localhost:4300", []);

test.each(["localhost:4300", "127.0.0.1:4300", "[::1]:4300", "LOCALHOST:4300", undefined, "", "a b", "[::1"])(
  "a browser at %s is told nothing",
  (host) => {
    expect(findOtherName(origins, host)).toBeNull();
  },
);

test("a browser at another name is told where to open the panel", () => {
  expect(findOtherName(origins, "192.168.1.20:4300")).toBe(
    "This server is known as http://localhost:4300. Open it there, or set ORIGIN=http://192.168.1.20:4300 and restart the server.",
  );
});
