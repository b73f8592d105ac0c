import { Link } from "@remix-run/react";

/** A row of links, one of which is selected. They keep the scroll position. */
export function SegmentedControl({ label, items }: SegmentedControlProps) {
  return (
    <ul aria-label={label} className="segmented-control">
      {items.map(({ title, to, isSelected }) => (
        <li key={title}>
          <Link
            to={to}
            preventScrollReset
            aria-current={isSelected ? "true" : undefined}
            className="segmented-item"
          >
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface SegmentedControlProps {
  label: string;
  items: readonly { title: string; to: string; isSelected: boolean }[];
}
