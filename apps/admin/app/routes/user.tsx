import type { EventFilter } from "@admin-events/client/query";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { useLiveRevalidation } from "../dashboard/use-live-revalidation.ts";
import { ConnectionBadge } from "../feed/connection-badge.tsx";
import { fromPathPart } from "../format/path-part.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { throwResponse } from "../session/throw-response.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { PersonDetails } from "../timeline/person-details.tsx";
import { TimelineList } from "../timeline/timeline-list.tsx";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.person.email ?? loaded?.person.id ?? "Not found"} · Admin Events` },
];

const PAGE_SIZE = 100;

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const userId = fromPathPart(args.params.id);
  const cursor = new URL(args.request.url).searchParams.get("before");
  const [person, timeline] = await load(
    Promise.all([api.users.get({ id: userId }), api.users.timeline({ userId, cursor, limit: PAGE_SIZE })]),
  );
  if (!person) {
    return throwResponse(data({ message: "Person not found. They may have been deleted." }, { status: 404 }));
  }
  return { person, ...timeline, isNewest: cursor === null };
}

export default function UserPage() {
  const { person, moments, nextCursor, isNewest } = useLoaderData<typeof loader>();
  const filters = useMemo<EventFilter[]>(
    () => (isNewest ? [{ userId: person.id }] : []),
    [isNewest, person.id],
  );
  const connection = useLiveRevalidation(filters);
  return (
    <>
      <PageHeader
        title={person.name ?? person.email ?? person.id}
        aside={isNewest && <ConnectionBadge connection={connection} />}
      >
        {person.name !== null && person.email}
      </PageHeader>
      <div className="grid items-start gap-4 xl:grid-cols-12">
        <div className="grid gap-4 xl:order-2 xl:col-span-4">
          <PersonDetails person={person} />
        </div>
        <div className="grid gap-4 xl:col-span-8">
          {moments.length === 0 ? (
            <EmptyState title="No activity yet">New activity by this person appears here live.</EmptyState>
          ) : (
            <TimelineList moments={moments} />
          )}
          <nav aria-label="Timeline pages" className="flex justify-center gap-2">
            {!isNewest && (
              <Link to="." className={buttonClass()}>
                Newest
              </Link>
            )}
            {nextCursor !== null && (
              <Link to={`?before=${nextCursor}`} className={buttonClass()}>
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
