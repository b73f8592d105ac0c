import { fireEvent } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { shortcutListener } from "./shortcut-listener.ts";

const goToDashboard = vi.fn();
const focusFilter = vi.fn();
const listener = shortcutListener(() => ({ "g d": goToDashboard, "/": focusFilter }));
document.addEventListener("keydown", listener);

afterEach(() => {
  vi.clearAllMocks();
  document.body.replaceChildren();
});

test("a single key and a pair of keys do what they say", () => {
  press("/");
  press("g");
  press("d");

  expect(focusFilter).toHaveBeenCalledOnce();
  expect(goToDashboard).toHaveBeenCalledOnce();
});

test("the second key must come soon, and right after the first", () => {
  press("g");
  press("x");
  press("d");
  press("g", { at: 10_000 });
  press("d", { at: 11_001 });

  expect(goToDashboard).not.toHaveBeenCalled();
});

test("keys with a modifier and keys typed into a field are left alone", () => {
  const field = document.body.appendChild(document.createElement("input"));

  press("/", { ctrlKey: true });
  press("/", { target: field });

  expect(focusFilter).not.toHaveBeenCalled();
});

interface KeyPress {
  at?: number;
  ctrlKey?: boolean;
  target?: HTMLElement;
}

function press(key: string, { at = 5_000, ctrlKey = false, target = document.body }: KeyPress = {}) {
  const event = new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: at });
  fireEvent(target, event);
}
