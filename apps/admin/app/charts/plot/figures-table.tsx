import { INCOMPLETE_NOTE } from "../format-label.ts";

/** A chart's values as a table for screen readers. */
export function FiguresTable({ caption, labels, datasets, incomplete }: FiguresTableProps) {
  return (
    // The wrapper is hidden instead of the table, which would not shrink and stretch the page.
    <div className="sr-only">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            {datasets.map((dataset) => (
              <th key={dataset.title} scope="col">
                {dataset.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, index) => (
            <tr key={label}>
              <th scope="row">
                {label}
                {incomplete[index] && INCOMPLETE_NOTE}
              </th>
              {datasets.map((dataset) => (
                <td key={dataset.title}>{dataset.counts[index]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FiguresTableProps {
  caption: string;
  labels: readonly string[];
  datasets: readonly { title: string; counts: readonly number[] }[];
  incomplete: readonly boolean[];
}
