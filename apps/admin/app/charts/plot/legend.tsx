import type { ColoredDataset } from "./stacked-columns.tsx";

/** The names of the series with their colours; a press switches one off or on again. */
export function Legend({ series, hidden, onToggle }: LegendProps) {
  return (
    <ul className="legend" aria-label="Series">
      {series.map(({ name, title, color }) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={!hidden.has(name)}
            className="legend-entry"
            onClick={() => onToggle(name)}
          >
            <span className="swatch" style={{ background: color }} />
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
