import { expect, test } from "vitest";
import { cacheLookups } from "./cache-lookups.ts";

test("keys that arrive during a lookup share the next one", async () => {
  const lookups: string[][] = [];
  const find = cacheLookups(async (keys) => {
    lookups.push(keys);
    await new Promise(setImmediate);
    return new Map(keys.filter((key) => key !== "unknown").map((key) => [key, key.toUpperCase()]));
  });

  const results = await Promise.all(["a", "b", "unknown", "b", "c"].map(find));

  expect(results).toEqual(["A", "B", null, "B", "C"]);
  expect(lookups).toEqual([["a"], ["b", "unknown", "c"]]);
});

test("a flood of unknown keys takes few lookups and does not push out a key in use", async () => {
  const lookups: string[][] = [];
  const find = cacheLookups(async (keys) => {
    lookups.push(keys);
    await new Promise(setImmediate);
    return new Map(keys.includes("right") ? [["right", 1]] : []);
  });
  await find("right");

  const guesses = Array.from({ length: 5_000 }, (_, index) => `wrong${index}`);
  for (let start = 0; start < guesses.length; start += 500) {
    await Promise.all([find("right"), ...guesses.slice(start, start + 500).map(find)]);
  }

  expect(await find("right")).toBe(1);
  expect(lookups.filter((keys) => keys.includes("right"))).toHaveLength(1);
  expect(lookups.length).toBeLessThan(30);
});

test("a failed lookup fails for its keys only, and is repeated", async () => {
  let isBroken = true;
  const find = cacheLookups((keys) =>
    isBroken
      ? Promise.reject(new Error("no database"))
      : Promise.resolve(new Map(keys.map((key) => [key, 1]))),
  );

  await expect(find("a")).rejects.toThrow("no database");
  isBroken = false;

  expect(await find("a")).toBe(1);
});
