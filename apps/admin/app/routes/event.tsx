import { presentEvent } from "@admin-events/catalog";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useLoaderData, useLocation } from "@remix-run/react";
import { mergeCatalog } from "../catalog/catalog-provider.tsx";
import { EventHeader } from "../event/event-header.tsx";
import { EventProperties } from "../event/event-properties.tsx";
import { MetadataList } from "../event/metadata-list.tsx";
import { PersonProperties } from "../event/person-properties.tsx";
import { RawJson } from "../event/raw-json.tsx";
import { RecentEvents } from "../event/recent-events.tsx";
import type { EventPageState } from "../feed/event-row.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { throwResponse } from "../session/throw-response.ts";
import { load, loadById } from "../session/load.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { BackLink } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import type { loader as loadPanel } from "./panel.tsx";

export const meta: MetaFunction<typeof loader, { "routes/panel": typeof loadPanel }> = ({
  data: loaded,
  matches,
}) => {
  const declared = matches.find(({ id }) => id === "routes/panel")?.data?.declared ?? {};
  const title = loaded ? presentEvent(mergeCatalog(declared), loaded.event).title : "Not found";
  return pageTitle(title);
};

const RECENT_COUNT = 12;

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const event = await loadById(api.event({ id: args.params.id ?? "" }));
  if (!event) return throwResponse(data({ message: NOT_FOUND }, { status: 404 }));
  if (!event.user) return { event, person: null, latest: [] };

  const [latest, person] = await Promise.all([
    load(api.list_latest({ userId: event.user.id, limit: RECENT_COUNT })),
    load(api.users.get({ id: event.user.id })),
  ]);
  return { event, person, latest: latest.items };
}

const NOT_FOUND = "Event not found. It may have been deleted, or the URL is incomplete.";

export default function EventPage() {
  const { event, person, latest } = useLoaderData<typeof loader>();
  const { list = "" } = (useLocation().state as Partial<EventPageState> | null) ?? {};
  return (
    <>
      <BackLink to={`/events${list}`}>Events</BackLink>
      <EventHeader event={event} />
      <div className="grid items-start gap-4 xl:grid-cols-12">
        <div className="grid grid-cols-1 gap-4 xl:col-span-7">
          <MetadataList metadata={event.metadata} />
          <EventProperties event={event} />
          <RawJson event={event} />
        </div>
        <div className="grid grid-cols-1 gap-4 xl:col-span-5">
          <PersonProperties event={event} person={person} />
          {event.user && latest.length > 1 && (
            <RecentEvents userId={event.user.id} latest={latest} currentId={event.id} />
          )}
        </div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
