import { Link } from "@remix-run/react";

/** A row of links of which one is chosen, such as the lengths of a bucket. They change the page in place. */
export function Segments({ label, segments }: SegmentsProps) {
  return (
    <ul aria-label={label} className="segments">
      {segments.map(({ title, to, isChosen }) => (
        <li key={title}>
          <Link to={to} preventScrollReset aria-current={isChosen ? "true" : undefined} className="segment">
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface SegmentsProps {
  /** What is chosen here: "Interval". */
  label: string;
  segments: readonly Segment[];
}

interface Segment {
  title: string;
  to: string;
  isChosen: boolean;
}
