import type { EventFilter } from "@admin-events/client/query";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Link, useLoaderData, useNavigate } from "@remix-run/react";
import { useMemo } from "react";
import { useLiveRevalidation } from "../dashboard/use-live-revalidation.ts";
import { MetadataList } from "../event/metadata-list.tsx";
import { ConnectionBadge } from "../feed/connection-badge.tsx";
import { fromPathPart, toPathPart } from "../format/path-part.ts";
import { PersonPicker } from "../people/person-picker.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { throwResponse } from "../session/throw-response.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { PersonDetails } from "../timeline/person-details.tsx";
import { GroupList } from "../timeline/group-list.tsx";
import { TimelineList } from "../timeline/timeline-list.tsx";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  pageTitle(loaded?.person.email ?? loaded?.person.id ?? "Not found");

const PAGE_SIZE = 100;

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const userId = fromPathPart(args.params.id);
  const cursor = new URL(args.request.url).searchParams.get("before");
  const [person, timeline] = await load(
    Promise.all([api.users.get({ id: userId }), api.users.timeline({ userId, cursor, limit: PAGE_SIZE })]),
  );
  if (!person) {
    // An address typed in place of the id leads to the person who has it.
    const found = await load(api.users.search({ text: userId.slice(0, 200), limit: 2 }));
    const [match] = found.filter(
      ({ email }) => email !== null && email.toLowerCase() === userId.toLowerCase(),
    );
    if (match) return throwResponse(redirect(`/users/${toPathPart(match.id)}`));
    return throwResponse(data({ message: "Person not found. They may have been deleted." }, { status: 404 }));
  }
  return { person, ...timeline, isNewest: cursor === null };
}

export default function UserPage() {
  const { person, moments, nextCursor, isNewest } = useLoaderData<typeof loader>();
  const filters = useMemo<EventFilter[]>(
    () => (isNewest ? [{ userId: person.id, kind: "all" }] : []),
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
        <div className="grid grid-cols-1 gap-4 xl:order-2 xl:col-span-4">
          <PersonDetails person={person} />
          <MetadataList title="Traits" metadata={person.traits} canFilter={false} />
          <GroupList groups={person.groups} />
        </div>
        <div className="grid grid-cols-1 gap-4 xl:col-span-8">
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
  const navigate = useNavigate();
  return (
    <PageError>
      <PersonPicker
        label="Find a person"
        className="mx-auto w-72 max-w-full"
        onPick={({ id }) => void navigate(`/users/${toPathPart(id)}`)}
      />
    </PageError>
  );
}
