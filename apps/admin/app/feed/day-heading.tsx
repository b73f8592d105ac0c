import { formatLabel } from "../charts/format-label.ts";
import { dateIn } from "../format/format-time.ts";
import { addDays } from "../format/plain-date.ts";
import { useNow } from "../ui/now.tsx";

/** Stands over the rows of a day, and stays in view as long as one of them is. */
export function DayHeading({ date, timeZone }: { date: string; timeZone: string }) {
  const today = dateIn(timeZone, useNow());
  const words = formatLabel(date);
  return (
    <h2 className="day-heading">
      {date === today ? `Today, ${words}` : date === addDays(today, -1) ? `Yesterday, ${words}` : words}
    </h2>
  );
}
