import type { ColoredDataset } from "./stacked-columns.tsx";

/** The series with their colors. Selecting one hides or shows it. */
export function Legend({ series, hidden, onToggle }: LegendProps) {
  return (
    <ul className="mb-2 -ml-1.5 flex flex-wrap gap-1" aria-label="Series">
      {series.map(({ name, title, color }) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={!hidden.has(name)}
            className="text-small text-muted hover:bg-foreground/6 hover:text-foreground aria-[pressed=false]:text-subtle flex min-h-6 items-center gap-1.5 rounded-sm px-1.5 aria-[pressed=false]:line-through"
            onClick={() => onToggle(name)}
          >
            <span className="swatch" style={{ background: hidden.has(name) ? "var(--border)" : color }} />
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface LegendProps {
  series: readonly ColoredDataset[];
  hidden: ReadonlySet<string>;
  onToggle: (name: string) => void;
}
