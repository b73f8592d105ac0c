import { useMemo } from "react";
import { formatLabel } from "./format-label.ts";
import type { Interval } from "./format-label.ts";
import { useChartHover } from "./hover/use-chart-hover.ts";
import type { ChartMarks } from "./hover/use-chart-hover.ts";

/** One line of the tooltip: a series, its count and its colour. `isPointedAt` when several lines are shown and this is the one. */
interface BarTooltipRow {
  dataset: string;
  count: number;
  color: string;
  isPointedAt: boolean;
}

/** What the tooltip of a bar says: the bucket in words, and the column's series from top to bottom. */
export interface BarTooltipContent {
  label: string;
  rows: BarTooltipRow[];
  /** Of several series that add up; null otherwise. */
  total: number | null;
  isIncomplete: boolean;
}

const section = "[data-bar-label]";
const column = "[data-bar-column]";

/**
 * The tooltip of a bar chart or a stacked bar chart: reads `data-bar-label`, `data-bar-count` and `data-bar-dataset`
 * from the bar section under the pointer or with the focus; beside the sections, from its whole column.
 * Left and Right walk the columns, Up and Down the sections of a column, Home and End lead to the ends.
 */
export function useBarTooltip(interval: Interval) {
  const marks = useMemo<ChartMarks<BarTooltipContent>>(
    () => ({ find: markOf, read: (mark) => readColumn(mark, interval), step: stepFrom }),
    [interval],
  );
  return useChartHover(marks);
}

function markOf(element: Element): Element | null {
  return element.closest(section) ?? element.closest(column);
}

function sectionsOf(mark: Element): Element[] {
  const whole = mark.closest(column);
  const sections = whole ? [...whole.querySelectorAll(section)] : [];
  // In a plain bar chart the column is its own and only section.
  return sections.length > 0 || !mark.matches(section) ? sections : [mark];
}

function readColumn(mark: Element, interval: Interval): BarTooltipContent | null {
  const sections = sectionsOf(mark);
  const label = sections[0]?.getAttribute("data-bar-label");
  if (label === null || label === undefined) return null;
  const rows = sections.map((each) => ({
    dataset: each.getAttribute("data-bar-dataset") ?? "",
    count: Number(each.getAttribute("data-bar-count")),
    color: each instanceof HTMLElement ? each.style.getPropertyValue("--bar") : "",
    isPointedAt: sections.length > 1 && each === mark,
  }));
  return {
    label: formatLabel(label, interval),
    rows: rows.reverse(),
    total: addsUp(mark) && rows.length > 1 ? rows.reduce((sum, row) => sum + row.count, 0) : null,
    isIncomplete: sections.some((each) => each.hasAttribute("data-incomplete")),
  };
}

function addsUp(mark: Element): boolean {
  return mark.closest(column)?.getAttribute("data-bar-stacking") === "sum";
}

function stepFrom(mark: Element, key: string): Element | null {
  const columns = [...(mark.closest("[data-bar-columns]")?.querySelectorAll(column) ?? [])];
  const here = columns.findIndex((each) => each.contains(mark));
  const sections = sectionsOf(mark);
  const level = Math.max(0, sections.indexOf(mark));
  const inColumn = (index: number) => {
    const target = columns[index];
    return target ? (sectionsOf(target)[level] ?? null) : null;
  };
  switch (key) {
    case "ArrowLeft":
      return inColumn(here - 1);
    case "ArrowRight":
      return inColumn(here + 1);
    case "Home":
      return inColumn(0);
    case "End":
      return inColumn(columns.length - 1);
    case "ArrowUp":
      return sections[level + 1] ?? null;
    case "ArrowDown":
      return sections[level - 1] ?? null;
    default:
      return null;
  }
}
