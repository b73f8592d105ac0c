import { exactTime, relativeTime } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { useNow } from "./now.tsx";

/** A relative time with the exact time as a tooltip. */
export function TimeAgo({ instant, className }: { instant: string; className?: string }) {
  const timeZone = useTimeZone();
  return (
    <time dateTime={instant} title={exactTime(timeZone, instant)} className={className}>
      {relativeTime(instant, useNow())}
    </time>
  );
}
