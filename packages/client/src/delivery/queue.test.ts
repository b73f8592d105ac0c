import { expect, test } from "vitest";
import { createQueue } from "./queue.ts";
import type { QueuedEvent } from "./queue.ts";

const event = (id: string, bytes = 10): QueuedEvent => ({ id, json: "{}", bytes, attempts: 0, queuedAt: 0 });
const idsOf = (events: QueuedEvent[]) => events.map(({ id }) => id).join("");

function queueOf(ids: string, limit = 100) {
  const queue = createQueue(limit);
  for (const id of ids) queue.add(event(id));
  return queue;
}

test("events are taken in the order they were added, as many as asked for", () => {
  const queue = queueOf("abcd");

  expect(idsOf(queue.take(3, Infinity))).toBe("abc");
  expect(queue.size).toBe(1);
});

test("events are taken only up to the given bytes", () => {
  expect(idsOf(queueOf("abcd").take(4, 25))).toBe("ab");
  expect(idsOf(queueOf("abcd").take(4, 33))).toBe("abc");
});

test("an event larger than the limit is taken alone, unless there is no room at all", () => {
  expect(idsOf(queueOf("ab").take(2, 5))).toBe("a");
  expect(idsOf(queueOf("ab").take(2, 0))).toBe("");
  expect(idsOf(queueOf("ab").take(2, -5))).toBe("");
});

test("events that are put back come first again", () => {
  const queue = queueOf("abcd");

  queue.putBack(queue.take(2, Infinity));

  expect(idsOf(queue.take(4, Infinity))).toBe("abcd");
});

test("a full queue drops its oldest events and says which", () => {
  const queue = queueOf("abc", 3);

  expect(idsOf(queue.add(event("d")))).toBe("a");

  const taken = queue.take(2, Infinity);
  queue.add(event("e"));
  queue.add(event("f"));

  expect(idsOf(queue.putBack(taken))).toBe("bc");
  expect(idsOf(queue.take(3, Infinity))).toBe("def");
});
