import type { VirtualElement } from "@floating-ui/dom";
import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";

/** A tooltip above a mark. Screen readers skip it, because the mark's label says the same. */
export function TooltipFrame({ mark, children }: { mark: Element; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const reference = toReference(mark);
    const place = async () => {
      const { x, y } = await computePosition(reference, element, {
        placement: "top",
        middleware: [offset(8), flip(), shift({ boundary: element.offsetParent ?? undefined })],
      });
      element.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
    };
    return autoUpdate(reference, element, () => void place());
  }, [mark]);

  return (
    <div ref={frame} role="tooltip" aria-hidden="true" className="chart-tooltip floating">
      {children}
    </div>
  );
}

/** A column is as high as the plot, so the tooltip goes above the highest of its `data-fill` elements. */
function toReference(mark: Element): VirtualElement {
  return {
    contextElement: mark,
    getBoundingClientRect() {
      const box = mark.getBoundingClientRect();
      const fills = mark.matches("[data-fill]") ? [mark] : [...mark.querySelectorAll("[data-fill]")];
      const top = Math.min(box.bottom, ...fills.map((fill) => fill.getBoundingClientRect().top));
      return new DOMRect(box.left, top, box.width, box.bottom - top);
    },
  };
}
