import { expect, test } from "vitest";
import { takeTurn } from "./take-turn.ts";

test("calls that begin together run in turns, between which other work runs", async () => {
  const order: string[] = [];
  const runCall = async (name: string) => {
    await takeTurn();
    order.push(name);
  };
  const runOther = () => {
    order.push("other");
    if (order.length < 8) setImmediate(runOther);
  };

  setImmediate(runOther);
  await Promise.all(["a", "b", "c"].map(runCall));

  const between = order.join(" ").split(/[abc]/).slice(1, -1);
  expect(between).toHaveLength(2);
  expect(between.every((work) => work.includes("other"))).toBe(true);
});
