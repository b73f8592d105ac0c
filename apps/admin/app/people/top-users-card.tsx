import type { TopUsers } from "@admin-events/client/query";
import { Link } from "@remix-run/react";
import { Users } from "lucide-react";
import { ChartCard } from "../charts/chart-card.tsx";
import { formatQuantity } from "../format/format-count.ts";
import { buttonClass } from "../ui/button.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { SortHeader } from "../ui/sort-header.tsx";
import type { PeopleQuery } from "./people-query.ts";
import { peopleUrl } from "./people-query.ts";
import { UserRow } from "./user-row.tsx";

const SUBTITLES: Record<PeopleQuery["sort"], string> = {
  count: "Most active first",
  lastAt: "Latest activity first",
};

export function TopUsersCard({ users, total, pageSize, query }: TopUsersCardProps) {
  const { sort, page } = query;
  const header = { title: "People", icon: <Users size={16} />, subtitle: SUBTITLES[sort] };
  if (users.length === 0) {
    return (
      <ChartCard {...header}>
        <div className="chart-empty">
          <p>{page > 1 ? "No people on this page" : "No active people in this period"}</p>
          {page > 1 && (
            <Link
              to={peopleUrl({ ...query, page: 1 })}
              preventScrollReset
              className={`${buttonClass()} mt-3`}
            >
              Go to the first page
            </Link>
          )}
        </div>
      </ChartCard>
    );
  }

  const getSortLink = (order: PeopleQuery["sort"]) => ({
    sorted: sort === order ? ("descending" as const) : null,
    to: peopleUrl({ ...query, sort: order, page: 1 }),
  });
  return (
    <ChartCard {...header}>
      <table className="data-table">
        <caption className="sr-only">{formatQuantity(total, "person", "people")} in this period</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <SortHeader title="Events" {...getSortLink("count")} className="w-28 max-sm:w-21" />
            <SortHeader title="Last in period" {...getSortLink("lastAt")} className="w-28 max-sm:hidden" />
            <th scope="col" className="w-28 max-sm:w-22">
              Last seen
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map((row) => (
            <UserRow key={row.user.id} {...row} />
          ))}
        </tbody>
      </table>
      <Pagination
        label="Pages of people"
        page={page}
        pageSize={pageSize}
        total={total}
        toUrl={(other) => peopleUrl({ ...query, page: other })}
        className="mt-3"
      />
    </ChartCard>
  );
}

interface TopUsersCardProps extends TopUsers {
  pageSize: number;
  query: PeopleQuery;
}
