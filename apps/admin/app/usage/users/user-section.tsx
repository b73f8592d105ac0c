import { Link, useNavigate } from "@remix-run/react";
import { useState } from "react";
import { SearchField } from "../../catalog/search-field.tsx";
import { countOf } from "../../format/format-count.ts";
import { buttonLook } from "../../ui/button.tsx";
import type { UsageView } from "../usage-in-url.ts";
import { usageUrl } from "../usage-in-url.ts";
import { usersOnPage, useUsageUsers } from "../use-usage.ts";
import { UserTable } from "./user-table.tsx";

/** The users: searched, sorted, a page at a time, over the full width. */
export function UserSection({ view, days }: UserSectionProps) {
  const { data, isPlaceholderData, error } = useUsageUsers(days, view);
  const navigate = useNavigate();
  const [search, setSearch] = useState(view.search);
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / usersOnPage));

  const find = (text: string) => {
    setSearch(text);
    void navigate(usageUrl({ ...view, search: text, page: 1 }), { replace: true, preventScrollReset: true });
  };

  return (
    <section aria-labelledby="users-title" className="border-line bg-panel rounded-md border">
      <header className="flex flex-wrap items-center justify-between gap-3 px-5 py-3 max-sm:px-4">
        <div>
          <h2 id="users-title" className="text-lead font-semibold">
            Users
          </h2>
          <p role="status" className="text-small text-soft">
            {data ? countOf(data.total, "user") : error ? error.message : "Loading …"}
          </p>
        </div>
        <SearchField value={search} label="Search users" onChange={find} />
      </header>
      {data ? (
        <div aria-busy={isPlaceholderData}>
          {data.items.length === 0 ? (
            <p className="chart-empty">No user is called so.</p>
          ) : (
            <UserTable users={data.items} view={view} />
          )}
        </div>
      ) : (
        <div className="p-5">
          <span className="usage-skeleton h-64 w-full" />
        </div>
      )}
      {pages > 1 && (
        <nav aria-label="Pages of users" className="flex items-center justify-between px-5 py-3 max-sm:px-4">
          <PageLink view={view} page={view.page - 1} pages={pages} title="Previous" />
          <span className="text-small text-soft">
            Page {view.page} of {pages}
          </span>
          <PageLink view={view} page={view.page + 1} pages={pages} title="Next" />
        </nav>
      )}
    </section>
  );
}

function PageLink({ view, page, pages, title }: PageLinkProps) {
  if (page < 1 || page > pages) return <span className="w-20" />;

  return (
    <Link to={usageUrl({ ...view, page })} preventScrollReset className={buttonLook()}>
      {title}
    </Link>
  );
}

interface PageLinkProps {
  view: UsageView;
  page: number;
  pages: number;
  title: string;
}

interface UserSectionProps {
  view: UsageView;
  days: { from: string; to: string; timeZone: string };
}
