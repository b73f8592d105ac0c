const UNITS = [
  { seconds: 86_400, name: "d" },
  { seconds: 3_600, name: "h" },
  { seconds: 60, name: "min" },
  { seconds: 1, name: "s" },
] as const;

/** A duration in its two largest units: `93784` → `1 d 2 h`. Below a second `0 s`, null `—`. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return "—";
  const whole = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex((unit) => whole >= unit.seconds);
  const unit = UNITS[first];
  if (!unit) return "0 s";
  const rest = whole % unit.seconds;
  const next = UNITS[first + 1];
  const second = next ? Math.floor(rest / next.seconds) : 0;
  const head = `${Math.floor(whole / unit.seconds)} ${unit.name}`;
  return next && second > 0 ? `${head} ${second} ${next.name}` : head;
}

/** `3 ms`, `0.4 ms`, `1,204 ms`: whole milliseconds from 10, one decimal below. */
export function formatMilliseconds(milliseconds: number | null): string {
  if (milliseconds === null) return "—";
  const digits = milliseconds < 10 ? 1 : 0;
  return `${milliseconds.toLocaleString("en", { maximumFractionDigits: digits })} ms`;
}
