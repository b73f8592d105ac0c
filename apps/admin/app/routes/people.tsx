import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { useLoaderData } from "@remix-run/react";
import { ActiveUsersCard } from "../people/active-users-card.tsx";
import { loadPeople } from "../people/load-people.server.ts";
import { peopleAddress, peopleQuestionFromUrl } from "../people/people-question.ts";
import { PeopleStats } from "../people/people-stats.tsx";
import { RefusedCard } from "../people/refused-card.tsx";
import { RetentionCard } from "../people/retention-card.tsx";
import { TopUsersCard } from "../people/top-users-card.tsx";
import { useAskedQuestion } from "../people/use-asked-question.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { answered } from "../session/answered.server.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { RangePicker } from "../ui/range/range-picker.tsx";

export const meta: MetaFunction = () => [{ title: "People · Admin Events" }];

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const { search, searchParams } = new URL(args.request.url);
  const question = peopleQuestionFromUrl(searchParams);
  return { search, ...(await answered(loadPeople(api, question, args.context.timeZone, Date.now()))) };
}

/** What a person sets for themselves changes no number. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction === undefined && defaultShouldRevalidate;

export default function PeoplePage() {
  const loaded = useLoaderData<typeof loader>();
  const { active, before, month, top } = loaded;
  const { question, isWaiting } = useAskedQuestion(loaded.search);
  return (
    <>
      <PageHead
        title="People"
        aside={
          <RangePicker
            range={question.range}
            presets={["7d", "30d", "90d", "12m"]}
            today={loaded.today}
            addressOf={(range) => peopleAddress({ ...question, range, page: 1 })}
          />
        }
      >
        Who comes, how often, and who comes back. Days begin in {useTimeZone()}.
      </PageHead>
      <div className="people" aria-busy={isWaiting} data-waiting={isWaiting || undefined}>
        <PeopleStats
          users={"message" in active ? null : active.users}
          usersBefore={"message" in before ? null : before.users}
          stickiness={"message" in active ? null : active.stickiness}
          month={"message" in month ? null : month.points}
          lastDay={loaded.lastDay}
          length={loaded.length}
        />
        <ActiveUsersCard
          answer={active}
          interval={loaded.interval}
          addressOf={(interval) => peopleAddress({ ...question, interval })}
        />
        <RetentionCard
          answer={loaded.cohorts}
          period={loaded.period}
          question={question}
          names={loaded.names}
        />
        {"message" in top ? (
          <RefusedCard title="Who they are" message={top.message} />
        ) : (
          <TopUsersCard {...top} perPage={loaded.perPage} question={question} />
        )}
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
