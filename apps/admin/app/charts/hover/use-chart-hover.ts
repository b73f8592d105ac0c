import { useCallback, useEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, PointerEvent, RefCallback } from "react";

/** The position of a mark (a bar, a funnel step, a table cell) in the chart's data. */
export interface MarkPosition {
  row: number;
  column: number;
}

/** The mark whose tooltip is shown. */
export interface Hover extends MarkPosition {
  element: Element;
}

/** Returns the position that an arrow, Home or End key leads to; null when it leads nowhere. */
export type StepToMark = (from: MarkPosition, key: string) => MarkPosition | null;

/**
 * One tooltip for a whole chart, delegated to its container: shown on hover, keyboard focus and touch; hidden on leave,
 * blur, Escape and a touch elsewhere. Arrow keys move a roving tab stop between the marks.
 */
export function useChartHover(step: StepToMark, data: unknown) {
  const container = useRef<HTMLDivElement>(null);
  const marks = useRef(new MarkRegistry());
  const [hover, setHover] = useState<Hover | null>(null);
  const isShown = hover !== null;

  const hide = useCallback(() => setHover(null), []);
  const showMark = useCallback((target: Element | null) => {
    const mark = target && marks.current.find(target, container.current);
    setHover((shown) => (shown?.element === mark?.element ? shown : mark));
    return mark;
  }, []);
  /** The ref of a mark's element. */
  const markRef = useCallback(
    (row: number, column: number): RefCallback<Element> =>
      (element) =>
        marks.current.set({ row, column }, element),
    [],
  );

  // New data can move the mark to another position, or remove it.
  useEffect(() => {
    if (!hover) return;
    const mark = hover.element.isConnected ? marks.current.find(hover.element, null) : null;
    if (mark?.row !== hover.row || mark.column !== hover.column) setHover(mark);
  }, [hover, data]);

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
    // A touch keeps reporting its first target, so the element under it has to be looked up.
    showMark(
      event.pointerType === "touch"
        ? document.elementFromPoint(event.clientX, event.clientY)
        : (event.target as Element),
    );
  };

  return {
    hover,
    markRef,
    containerProps: {
      ref: container,
      onPointerMove: showUnderPointer,
      onPointerDown: showUnderPointer,
      onPointerLeave: (event: PointerEvent) => {
        // Lifting a finger also "leaves"; the tooltip stays until the next touch.
        if (event.pointerType !== "touch") hide();
      },
      onFocus: (event: FocusEvent) => {
        const mark = showMark(event.target);
        if (mark) moveTabStop(event.currentTarget, mark.element);
      },
      onBlur: hide,
      onKeyDown: (event: KeyboardEvent) => {
        const mark = marks.current.find(event.target as Element, container.current);
        const next = mark && !hasModifier(event) ? step(mark, event.key) : null;
        const element = next && marks.current.get(next);
        if (!(element instanceof HTMLElement)) return;
        event.preventDefault();
        element.focus();
      },
    },
  };
}

/** Which element shows which position of the data. */
class MarkRegistry {
  readonly #positions = new WeakMap<Element, MarkPosition>();
  readonly #elements = new Map<string, Element>();

  set({ row, column }: MarkPosition, element: Element | null): void {
    const key = `${row} ${column}`;
    if (element) {
      this.#positions.set(element, { row, column });
      this.#elements.set(key, element);
    } else {
      this.#elements.delete(key);
    }
  }

  get({ row, column }: MarkPosition): Element | undefined {
    return this.#elements.get(`${row} ${column}`);
  }

  /** The innermost mark around an element. */
  find(target: Element, container: Element | null): Hover | null {
    for (let element: Element | null = target; element && element !== container;) {
      const position = this.#positions.get(element);
      if (position) return { ...position, element };
      element = element.parentElement;
    }
    return null;
  }
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

// Moved in the document instead of through React: rendering thousands of bars per key press would lag.
function moveTabStop(container: Element, mark: Element): void {
  for (const previous of container.querySelectorAll('[data-mark][tabindex="0"]')) {
    previous.setAttribute("tabindex", "-1");
  }
  mark.setAttribute("tabindex", "0");
}
