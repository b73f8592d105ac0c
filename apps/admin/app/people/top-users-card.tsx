import { Link } from "@remix-run/react";
import { Users } from "lucide-react";
import type { TopUsers } from "../api/outputs.ts";
import { ChartCard } from "../charts/chart-card.tsx";
import { countOf } from "../format/format-count.ts";
import { buttonLook } from "../ui/button.tsx";
import { PageLinks } from "./page-links.tsx";
import { SortHeader } from "./sort-header.tsx";
import { UserRow } from "./user-row.tsx";
import type { PeopleQuestion } from "./people-question.ts";
import { peopleAddress } from "./people-question.ts";

/** The people of the range, those first who did most or were here last. */
export function TopUsersCard({ users, total, perPage, question }: TopUsersCardProps) {
  const { sort, page } = question;
  const head = { title: "Who they are", icon: <Users size={16} />, subtitle: subtitles[sort] };
  if (users.length === 0) {
    return (
      <ChartCard {...head}>
        <div className="chart-empty">
          <p>{page > 1 ? "The list does not go on so far." : "Nobody did anything in this range."}</p>
          {page > 1 && (
            <Link
              to={peopleAddress({ ...question, page: 1 })}
              preventScrollReset
              className={`${buttonLook()} mt-3`}
            >
              Back to its beginning
            </Link>
          )}
        </div>
      </ChartCard>
    );
  }

  const sortLink = (order: PeopleQuestion["sort"]) => ({
    isSorted: sort === order,
    to: peopleAddress({ ...question, sort: order, page: 1 }),
  });
  return (
    <ChartCard {...head}>
      <table className="users-table">
        <caption className="sr-only">{countOf(total, "person", "people")} in this range</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <SortHeader {...sortLink("count")}>Events</SortHeader>
            <th scope="col" className="users-first">
              First in range
            </th>
            <SortHeader {...sortLink("lastAt")}>Last seen</SortHeader>
          </tr>
        </thead>
        <tbody>
          {users.map((row) => (
            <UserRow key={row.user.id} {...row} />
          ))}
        </tbody>
      </table>
      <PageLinks
        page={page}
        perPage={perPage}
        total={total}
        addressOf={(other) => peopleAddress({ ...question, page: other })}
      />
    </ChartCard>
  );
}

const subtitles: Record<PeopleQuestion["sort"], string> = {
  count: "Most events in the range first",
  lastAt: "Latest event in the range first",
};

interface TopUsersCardProps extends TopUsers {
  perPage: number;
  question: PeopleQuestion;
}
