import { formatLabel } from "../charts/format-label.ts";
import { dateIn } from "../format/format-time.ts";
import { addDays } from "../format/plain-date.ts";
import { useNow } from "../ui/now.tsx";

/** Parts the feed by day of arrival. */
export function DayHeading({ date, timeZone }: { date: string; timeZone: string }) {
  const today = dateIn(timeZone, useNow());
  const words = formatLabel(date);
  return (
    <li className="day-heading">
      <h2>
        {date === today ? `Today, ${words}` : date === addDays(today, -1) ? `Yesterday, ${words}` : words}
      </h2>
    </li>
  );
}
