import { INCOMPLETE_NOTE } from "./format-label.ts";
import { TooltipFrame } from "./hover/tooltip-frame.tsx";
import type { BarTooltipContent } from "./use-bar-tooltip.ts";

export function BarTooltip({ mark, content }: { mark: Element; content: BarTooltipContent }) {
  const { label, rows, total, isIncomplete, format } = content;
  return (
    <TooltipFrame mark={mark}>
      <p className="tooltip-heading">
        {label}
        {isIncomplete && <span className="tooltip-note">{INCOMPLETE_NOTE}</span>}
      </p>
      <dl className="tooltip-rows">
        {rows.map((row) => (
          <div key={row.dataset} data-highlighted={row.isHighlighted || undefined}>
            <dt>
              <span className="swatch" style={{ background: row.color }} />
              {row.dataset}
            </dt>
            <dd>{format(row.count)}</dd>
          </div>
        ))}
        {total !== null && (
          <div className="tooltip-total">
            <dt>Total</dt>
            <dd>{format(total)}</dd>
          </div>
        )}
      </dl>
    </TooltipFrame>
  );
}
