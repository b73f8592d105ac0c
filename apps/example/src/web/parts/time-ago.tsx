const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const exact = new Intl.DateTimeFormat("en-IE", { dateStyle: "medium", timeStyle: "medium" });

/** How long before `now` (milliseconds) something was. */
export function TimeAgo({ time, now }: { time: string; now: number }) {
  const date = new Date(time);

  return (
    <time dateTime={time} title={exact.format(date)}>
      {words((date.getTime() - now) / 1_000)}
    </time>
  );
}

function words(seconds: number): string {
  if (seconds > -45) return "just now";
  if (seconds > -3_600) return ago.format(Math.round(seconds / 60), "minute");
  if (seconds > -86_400) return ago.format(Math.round(seconds / 3_600), "hour");

  return ago.format(Math.round(seconds / 86_400), "day");
}
