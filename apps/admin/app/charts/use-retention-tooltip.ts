import { formatRate } from "../format/format-rate.ts";
import type { Interval } from "./format-label.ts";
import { useChartHover } from "./hover/use-chart-hover.ts";
import type { ChartMarks } from "./hover/use-chart-hover.ts";
import { periodWords } from "./retention/period-words.ts";

/** What the tooltip of a cell says. */
export interface RetentionTooltipContent {
  /** In words: "Week of 2 Mar 2026". */
  cohort: string;
  /** In words: "Week 3". */
  period: string;
  count: number;
  size: number;
  /** In words: "15%". */
  rate: string;
  isIncomplete: boolean;
}

const cell = "[data-retention-rate]";
const row = "[data-cohort]";

const marks: ChartMarks<RetentionTooltipContent> = {
  find: (element) => element.closest(cell),
  read: (mark) => {
    const cohort = mark.closest(row);
    const interval = cohort?.getAttribute("data-interval") as Interval | null | undefined;
    return {
      cohort: cohort?.getAttribute("data-cohort") ?? "",
      period: periodWords(interval ?? "day", Number(mark.getAttribute("data-retention-later"))),
      count: Number(mark.getAttribute("data-retention-count")),
      size: Number(cohort?.getAttribute("data-cohort-size")),
      rate: formatRate(Number(mark.getAttribute("data-retention-rate"))),
      isIncomplete: mark.hasAttribute("data-incomplete"),
    };
  },
  step: stepFrom,
};

/**
 * The tooltip of a retention table: reads `data-retention-count`, `-rate` and `-later` from the cell under the pointer
 * or with the focus, and the cohort from its row. Arrow keys walk the table, Home and End a row.
 */
export function useRetentionTooltip() {
  return useChartHover(marks);
}

function stepFrom(mark: Element, key: string): Element | null {
  const cells = cellsOf(mark.closest(row));
  const here = cells.indexOf(mark);
  const later = mark.getAttribute("data-retention-later");
  const inRow = (other: Element | undefined) =>
    cellsOf(other ?? null).find((each) => each.getAttribute("data-retention-later") === later) ?? null;
  // A cohort of nobody has no cells and is passed over.
  const rows = [...(mark.closest("[data-cohorts]")?.querySelectorAll(row) ?? [])].filter(
    (each) => cellsOf(each).length > 0,
  );
  const hereRow = rows.findIndex((each) => each.contains(mark));
  switch (key) {
    case "ArrowLeft":
      return cells[here - 1] ?? null;
    case "ArrowRight":
      return cells[here + 1] ?? null;
    case "Home":
      return cells[0] ?? null;
    case "End":
      return cells.at(-1) ?? null;
    case "ArrowUp":
      return inRow(rows[hereRow - 1]);
    case "ArrowDown":
      return inRow(rows[hereRow + 1]);
    default:
      return null;
  }
}

function cellsOf(cohort: Element | null): Element[] {
  return [...(cohort?.querySelectorAll(cell) ?? [])];
}
