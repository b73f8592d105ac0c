import { formatLabel } from "../charts/format-label.ts";
import { dateIn } from "../format/format-time.ts";
import { addDays } from "../format/plain-date.ts";
import { useNow } from "../ui/now.tsx";

/** The sticky heading above the rows of one day. */
export function DayHeading({ date, timeZone }: { date: string; timeZone: string }) {
  const today = dateIn(timeZone, useNow());
  const label = formatLabel(date);
  return (
    <h2 className="day-heading">
      {date === today ? `Today, ${label}` : date === addDays(today, -1) ? `Yesterday, ${label}` : label}
    </h2>
  );
}
