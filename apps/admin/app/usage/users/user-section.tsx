import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import { formatQuantity } from "../../format/format-count.ts";
import { getRequestMessage } from "../../shell/errors/error-message.ts";
import { Pagination } from "../../ui/pagination.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import type { UsageView } from "../usage-in-url.ts";
import { usageUrl } from "../usage-in-url.ts";
import { USERS_PER_PAGE, useUsageUsers } from "../use-usage.ts";
import { UserTable } from "./user-table.tsx";

/** The table of users with search, sorting and pagination. */
export function UserSection({ view, days }: UserSectionProps) {
  const { data, isPlaceholderData, error } = useUsageUsers(days, view);
  const navigate = useNavigate();
  const [search, setSearch] = useState(view.search);

  const handleSearch = (text: string) => {
    setSearch(text);
    void navigate(usageUrl({ ...view, search: text, page: 1 }), { replace: true, preventScrollReset: true });
  };

  return (
    <section aria-labelledby="users-title" className="card">
      <header className="flex flex-wrap items-center justify-between gap-3 px-5 py-3 max-sm:px-4">
        <div>
          <h2 id="users-title" className="text-lead font-semibold">
            Everyone
          </h2>
          <p role="status" className="text-small text-muted">
            {data ? getSummary(data.total, view.search) : error ? getRequestMessage(error) : "Loading…"}
          </p>
        </div>
        <SearchField value={search} label="Search people" onChange={handleSearch} />
      </header>
      {data ? (
        <div aria-busy={isPlaceholderData}>
          {data.items.length === 0 ? (
            <p className="chart-empty">
              {view.search
                ? "No one found. Try a part of the name, email or ID."
                : "No one yet. People appear here with their first event, page view or request."}
            </p>
          ) : (
            <UserTable users={data.items} view={view} />
          )}
          <Pagination
            label="Pages of people"
            page={view.page}
            pageSize={USERS_PER_PAGE}
            total={data.total}
            toUrl={(page) => usageUrl({ ...view, page })}
            className="px-5 py-3 max-sm:px-4"
          />
        </div>
      ) : (
        <div className="p-5">
          <span className="skeleton h-64 w-full" />
        </div>
      )}
    </section>
  );
}

/** The list has everyone who is known, active in the period or not. */
function getSummary(total: number, search: string): string {
  return search
    ? `${formatQuantity(total, "match", "matches")}`
    : `${formatQuantity(total, "known person", "known people")}, active in this period or not`;
}

interface UserSectionProps {
  view: UsageView;
  days: { from: string; to: string; timeZone: string };
}
