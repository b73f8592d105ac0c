import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CopyButton } from "./copy-button.tsx";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("pressing copies the text, sets data-copied for two seconds and announces it", async () => {
  const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  const button = await press(<CopyButton text="u_1" label="user id" />);

  expect(written).toHaveBeenCalledWith("u_1");
  expect(button.dataset.copied).toBe("true");
  expect(screen.getByRole("status").textContent).toBe("Copied");

  act(() => {
    vi.advanceTimersByTime(2_000);
  });
  expect(button.dataset.copied).toBeUndefined();
  expect(screen.getByRole("status").textContent).toBe("");
});

test("without clipboard access the value is selected and the user is told what to press", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("denied", "NotAllowedError"));

  const button = await press(<CopyButton text="u_1" label="user id" />);

  expect(getSelection()?.toString()).toBe("u_1");
  expect(button.dataset.copied).toBeUndefined();
  expect(screen.getByRole("status").textContent).toContain("Ctrl+C");
});

test("a second press restarts the two seconds", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  const button = await press(<CopyButton text="u_1" label="user id" />);

  act(() => {
    vi.advanceTimersByTime(1_500);
  });
  await act(() => Promise.resolve(fireEvent.click(button)));
  act(() => {
    vi.advanceTimersByTime(1_500);
  });

  expect(button.dataset.copied).toBe("true");
});

async function press(element: React.ReactElement): Promise<HTMLElement> {
  render(element);
  const button = screen.getByRole("button");
  await act(() => Promise.resolve(fireEvent.click(button)));
  return button;
}
