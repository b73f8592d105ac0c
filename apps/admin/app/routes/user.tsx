import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import type { FeedInput } from "../api/outputs.ts";
import { useLiveRevalidation } from "../dashboard/use-live-revalidation.ts";
import { ConnectionBadge } from "../feed/connection-badge.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { answerEarly } from "../session/answer-early.ts";
import { answered } from "../session/answered.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { PersonHead } from "../timeline/person-head.tsx";
import { TimelineList } from "../timeline/timeline-list.tsx";
import { buttonLook } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.person.email ?? loaded?.person.id ?? "Not found"} · Admin Events` },
];

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const userId = args.params.id ?? "";
  const cursor = new URL(args.request.url).searchParams.get("before");
  const [person, timeline] = await answered(
    Promise.all([api.users.get({ id: userId }), api.users.timeline({ userId, cursor, limit: 100 })]),
  );
  if (!person) return answerEarly(data({ message: notFound }, { status: 404 }));
  return { person, ...timeline, isNewest: cursor === null };
}

const notFound =
  "There is no user with this id. They may have been erased; look for them in the feed, by e-mail or id.";

export default function UserPage() {
  const { person, moments, nextCursor, isNewest } = useLoaderData<typeof loader>();
  const theirs = useMemo<FeedInput[]>(
    () => (isNewest ? [{ userId: person.id }] : []),
    [isNewest, person.id],
  );
  const connection = useLiveRevalidation(theirs);
  return (
    <>
      <PageHead
        title={person.name ?? person.email ?? person.id}
        aside={isNewest && <ConnectionBadge connection={connection} isPaused={false} />}
      >
        Everything that is known of this person, on one line of time.
      </PageHead>
      <div className="grid items-start gap-4 xl:grid-cols-12">
        <div className="grid gap-4 xl:order-2 xl:col-span-4">
          <PersonHead person={person} />
        </div>
        <div className="grid gap-4 xl:col-span-8">
          {moments.length === 0 ? (
            <EmptyState title="Nothing is known of them yet">
              What they do from now on appears here by itself.
            </EmptyState>
          ) : (
            <TimelineList moments={moments} />
          )}
          <nav aria-label="Pages of the timeline" className="flex justify-center gap-2">
            {!isNewest && (
              <Link to="." className={buttonLook()}>
                Newest
              </Link>
            )}
            {nextCursor !== null && (
              <Link to={`?before=${nextCursor}`} className={buttonLook()}>
                Older
              </Link>
            )}
          </nav>
        </div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
