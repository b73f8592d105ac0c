import { exactTime, relativeTime } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { useNow } from "./now.tsx";

/** How long ago an instant was; the exact time shows on hover. */
export function TimeAgo({ instant, className }: { instant: string; className?: string }) {
  const timeZone = useTimeZone();
  return (
    <time dateTime={instant} title={exactTime(timeZone, instant)} className={className}>
      {relativeTime(instant, useNow())}
    </time>
  );
}
