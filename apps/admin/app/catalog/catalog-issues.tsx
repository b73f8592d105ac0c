import { Link } from "@remix-run/react";
import { formatQuantity } from "../format/format-count.ts";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import type { CatalogIssue } from "./list-issues.ts";

const MAX_SHOWN = 50;

/** What senders and applications should change: misspelled names and properties, and declarations that do not apply. */
export function CatalogIssues({ issues }: { issues: readonly CatalogIssue[] }) {
  if (issues.length === 0) return null;

  return (
    <section aria-labelledby="catalog-issues" className="card mb-4">
      <h2 id="catalog-issues" className="caps text-muted border-border border-b px-4 py-2">
        Issues
      </h2>
      <ul>
        {issues.slice(0, MAX_SHOWN).map(({ name, text, detail }) => (
          <li
            key={`${name} ${text} ${detail}`}
            className="border-border flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-t px-4 py-2 first:border-t-0"
          >
            <Link
              to={`/events${filtersToUrl({ ...NO_FILTERS, name })}`}
              className="font-mono underline underline-offset-2"
            >
              {name}
            </Link>
            <span>{text}</span>
            <span className="text-muted text-small ml-auto">{detail}</span>
          </li>
        ))}
        {issues.length > MAX_SHOWN && (
          <li className="text-muted border-border border-t px-4 py-2">
            {formatQuantity(issues.length - MAX_SHOWN, "more issue")}
          </li>
        )}
      </ul>
    </section>
  );
}
