import { useCallback, useEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, PointerEvent } from "react";
import type { Box } from "./place-tooltip.ts";

/** What a chart's tooltip shows now, and where. `anchor` and `bounds` are relative to the container. */
export interface Hover<Content> {
  content: Content;
  anchor: Box;
  bounds: Box;
}

/** How a chart's marks (bars, sections, steps) are found, read and walked. All three must be stable functions. */
export interface ChartMarks<Content> {
  /** The mark that an element belongs to; null beside all marks. */
  find: (element: Element) => Element | null;
  /** What the tooltip says about a mark, from its data attributes; null when it has none. */
  read: (mark: Element) => Content | null;
  /** The mark an arrow, Home or End key leads to; null when the key leads nowhere. */
  step: (mark: Element, key: string) => Element | null;
}

/**
 * One tooltip for a whole chart, delegated to its container: shown on hover, keyboard focus and touch; hidden on
 * leave, blur, Escape and a touch elsewhere. Arrow keys move a roving tab stop between the marks.
 */
export function useChartHover<Content>({ find, read, step }: ChartMarks<Content>) {
  const container = useRef<HTMLDivElement>(null);
  const shownMark = useRef<Element | null>(null);
  const [hover, setHover] = useState<Hover<Content> | null>(null);

  const show = useCallback(
    (mark: Element | null) => {
      const content = mark?.isConnected && container.current ? read(mark) : null;
      shownMark.current = content === null ? null : mark;
      setHover(
        content === null || !mark || !container.current
          ? null
          : { content, ...placesOf(mark, container.current) },
      );
    },
    [read],
  );
  const hide = useCallback(() => show(null), [show]);
  /** Reads the shown mark again, after its data may have changed. */
  const refresh = useCallback(() => {
    if (shownMark.current) show(shownMark.current);
  }, [show]);

  const isShown = hover !== null;
  useEffect(() => {
    if (!isShown) return;
    const hideOnEscape = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };
    const hideOnOutsideTouch = (event: globalThis.PointerEvent) => {
      if (!container.current?.contains(event.target as Node)) hide();
    };
    document.addEventListener("keydown", hideOnEscape);
    document.addEventListener("pointerdown", hideOnOutsideTouch);
    return () => {
      document.removeEventListener("keydown", hideOnEscape);
      document.removeEventListener("pointerdown", hideOnOutsideTouch);
    };
  }, [isShown, hide]);

  const showUnderPointer = (event: PointerEvent) => {
    // A finger keeps sending its first target; what lies under it now must be looked up.
    const under =
      event.pointerType === "touch"
        ? document.elementFromPoint(event.clientX, event.clientY)
        : (event.target as Element);
    const mark = under ? find(under) : null;
    if (mark === null) hide();
    else if (mark !== shownMark.current) show(mark);
  };

  return {
    hover,
    refresh,
    containerProps: {
      ref: container,
      onPointerMove: showUnderPointer,
      onPointerDown: showUnderPointer,
      onPointerLeave: (event: PointerEvent) => {
        // Lifting a finger also "leaves"; the tooltip stays until the next touch.
        if (event.pointerType !== "touch") hide();
      },
      onFocus: (event: FocusEvent) => {
        const mark = find(event.target);
        if (!mark) return;
        moveTabStop(event.currentTarget, mark);
        show(mark);
      },
      onBlur: hide,
      onKeyDown: (event: KeyboardEvent) => {
        const mark = find(event.target as Element);
        const next = mark && !hasModifier(event) ? step(mark, event.key) : null;
        if (!(next instanceof HTMLElement)) return;
        event.preventDefault();
        next.focus();
      },
    },
  };
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/** The tab stop is moved in the document, not through React: re-rendering thousands of bars per key would lag. */
function moveTabStop(container: Element, mark: Element): void {
  for (const old of container.querySelectorAll('[tabindex="0"]')) {
    if (old.matches("[data-mark]")) old.setAttribute("tabindex", "-1");
  }
  mark.setAttribute("tabindex", "0");
}

function placesOf(mark: Element, container: Element): { anchor: Box; bounds: Box } {
  const origin = container.getBoundingClientRect();
  const fills = mark.matches("[data-fill]") ? [mark] : [...mark.querySelectorAll("[data-fill]")];
  const box = mark.getBoundingClientRect();
  const top = Math.min(box.bottom, ...fills.map((fill) => fill.getBoundingClientRect().top));
  const left = Math.max(origin.left, 0);
  const right = Math.min(origin.right, document.documentElement.clientWidth);
  return {
    anchor: {
      left: box.left - origin.left,
      top: top - origin.top,
      width: box.width,
      height: box.bottom - top,
    },
    bounds: {
      left: left - origin.left,
      top: Math.max(-origin.top, -64),
      width: right - left,
      height: window.innerHeight,
    },
  };
}
