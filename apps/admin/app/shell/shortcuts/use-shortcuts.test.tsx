import { fireEvent } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createShortcutListener } from "./use-shortcuts.ts";

const run = vi.fn();
document.addEventListener("keydown", createShortcutListener(["g d", "/", "?"], run));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.advanceTimersByTime(2_000);
  vi.useRealTimers();
  vi.clearAllMocks();
  document.body.replaceChildren();
});

test("single keys and key sequences run their actions", () => {
  press("/");
  press("g");
  press("d");

  expect(run.mock.calls).toEqual([["/"], ["g d"]]);
});

test("keys work on keyboards where they need Shift", () => {
  press("/", { shiftKey: true });
  press("?", { shiftKey: true });
  press("?");

  expect(run.mock.calls).toEqual([["/"], ["?"], ["?"]]);
});

test("the second key of a sequence must follow directly and within a second", () => {
  press("g");
  press("x");
  press("d");
  press("g");
  vi.advanceTimersByTime(1_001);
  press("d");

  expect(run).not.toHaveBeenCalled();
});

test("keys with a modifier and keys typed into a field are ignored", () => {
  const field = document.body.appendChild(document.createElement("input"));

  press("/", { ctrlKey: true });
  press("/", {}, field);

  expect(run).not.toHaveBeenCalled();
});

function press(
  key: string,
  modifiers: { ctrlKey?: boolean; shiftKey?: boolean } = {},
  target: HTMLElement = document.body,
) {
  fireEvent(target, new KeyboardEvent("keydown", { key, ...modifiers, bubbles: true, cancelable: true }));
}
