import { expect, test } from "vitest";
import { parseUserAgent } from "./user-agent.ts";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    { browser: "Chrome 140", os: "Windows 10", device: "desktop" },
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    { browser: "Safari 18", os: "iOS", device: "mobile" },
  ],
  ["Googlebot/2.1 (+http://www.google.com/bot.html)", { browser: "Googlebot 2", os: "Other", device: "bot" }],
  ["curl/8.5.0", { browser: "Other", os: "Other", device: "other" }],
])("parses %s", (header, agent) => {
  expect(parseUserAgent(header)).toEqual(agent);
});

test("returns null without a header and accepts garbage of any length", () => {
  expect([parseUserAgent(null), parseUserAgent(undefined), parseUserAgent("  ")]).toEqual([null, null, null]);
  expect(parseUserAgent("(".repeat(100_000))).toEqual({ browser: "Other", os: "Other", device: "other" });
});
