import { useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";
import { placeTooltip } from "./place-tooltip.ts";
import type { Hover } from "./use-chart-hover.ts";

/** A tooltip's box, placed at its anchor. What it says is on the mark's own label too, so readers skip it. */
export function TooltipFrame({ hover, children }: { hover: Hover<unknown>; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const { left, top } = placeTooltip(hover.anchor, size, hover.bounds);
    element.style.translate = `${left}px ${top}px`;
  }, [hover]);

  return (
    <div ref={frame} role="tooltip" aria-hidden="true" className="chart-tooltip">
      {children}
    </div>
  );
}
