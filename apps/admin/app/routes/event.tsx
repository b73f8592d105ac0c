import { events, presentEvent } from "@admin-events/catalog";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArrowLeft } from "lucide-react";
import { EventHead } from "../event/event-head.tsx";
import { EventProperties } from "../event/event-properties.tsx";
import { MetadataList } from "../event/metadata-list.tsx";
import { PersonProperties } from "../event/person-properties.tsx";
import { RawJson } from "../event/raw-json.tsx";
import { SamePerson } from "../event/same-person.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { answerEarly } from "../session/answer-early.ts";
import { answered, refusalIn } from "../session/answered.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded ? presentEvent(events, loaded.event).title : "Not found"} · Admin Events` },
];

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  // An id that is none at all is refused; to the reader it is not found either way.
  const event = await api.event({ id: args.params.id ?? "" }).catch((error: unknown) => {
    if (refusalIn(error)?.status === 400) return null;
    throw error;
  });
  if (!event) return answerEarly(data({ message: notFound }, { status: 404 }));
  if (!event.user) return { event, person: null, latest: [] };

  const [latest, person] = await Promise.all([
    answered(api.list_latest({ userId: event.user.id, limit: 12 })),
    answered(api.users.get({ id: event.user.id })),
  ]);
  return { event, person, latest: latest.items };
}

const notFound =
  "There is no event with this id. It may have been erased, or the address is incomplete; look for it in the feed.";

export default function EventPage() {
  const { event, person, latest } = useLoaderData<typeof loader>();
  return (
    <>
      <Link to="/events" className="text-soft hover:text-ink mb-4 inline-flex items-center gap-1.5">
        <ArrowLeft size={14} aria-hidden="true" />
        All events
      </Link>
      <EventHead event={event} />
      <div className="grid items-start gap-4 xl:grid-cols-12">
        <div className="grid gap-4 xl:col-span-7">
          <MetadataList metadata={event.metadata} />
          <EventProperties event={event} />
          <RawJson event={event} />
        </div>
        <div className="grid gap-4 xl:col-span-5">
          <PersonProperties event={event} person={person} />
          {event.user && latest.length > 1 && (
            <SamePerson userId={event.user.id} latest={latest} currentId={event.id} />
          )}
        </div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
