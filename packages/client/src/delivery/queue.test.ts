import { expect, test } from "vitest";
import { createQueue } from "./queue.ts";
import type { QueuedEvent } from "./queue.ts";

const event = (id: string, bytes = 10): QueuedEvent => ({ id, json: "{}", bytes, attempts: 0, queuedAt: 0 });
const getIds = (events: QueuedEvent[]) => events.map(({ id }) => id).join("");

function createQueueWith(ids: string, limit = 100) {
  const queue = createQueue(limit);
  for (const id of ids) queue.add(event(id));
  return queue;
}

test("take returns up to count events in the order they were added", () => {
  const queue = createQueueWith("abcd");

  expect(getIds(queue.take(3, Infinity))).toBe("abc");
  expect(queue.size).toBe(1);
});

test("take returns events up to the given bytes", () => {
  expect(getIds(createQueueWith("abcd").take(4, 25))).toBe("ab");
  expect(getIds(createQueueWith("abcd").take(4, 33))).toBe("abc");
});

test("an event larger than the limit is taken alone, unless the limit is 0 or less", () => {
  expect(getIds(createQueueWith("ab").take(2, 5))).toBe("a");
  expect(getIds(createQueueWith("ab").take(2, 0))).toBe("");
  expect(getIds(createQueueWith("ab").take(2, -5))).toBe("");
});

test("events that are put back come first", () => {
  const queue = createQueueWith("abcd");

  queue.putBack(queue.take(2, Infinity));

  expect(getIds(queue.take(4, Infinity))).toBe("abcd");
});

test("a full queue drops and returns its oldest events", () => {
  const queue = createQueueWith("abc", 3);

  expect(getIds(queue.add(event("d")))).toBe("a");

  const taken = queue.take(2, Infinity);
  queue.add(event("e"));
  queue.add(event("f"));

  expect(getIds(queue.putBack(taken))).toBe("bc");
  expect(getIds(queue.take(3, Infinity))).toBe("def");
});
