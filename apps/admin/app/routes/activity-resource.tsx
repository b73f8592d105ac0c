import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { ActivityFeed } from "../activity/activity-feed.tsx";
import { ExportLinks } from "../activity/export-links.tsx";
import { loadActivities } from "../activity/load-activities.server.ts";
import { countOf } from "../format/format-count.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { answered } from "../session/answered.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `${data.resource} ${data.id}` : "Not found"} · Admin Events` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { type: resource = "", id = "" } = args.params;
  const api = adminApi(args);
  const [activities, count] = await answered(
    Promise.all([
      loadActivities(api, { resource, id }),
      api.activity.count({ resourceType: resource, resourceId: id }),
    ]),
  );
  return { resource, id, count, ...activities };
}

export default function ResourcePage() {
  const { resource, id, count, firstPage, users } = useLoaderData<typeof loader>();
  const filters = useMemo(() => ({ resource, id }), [resource, id]);
  return (
    <>
      <Link to="/activity" className="text-soft hover:text-ink mb-4 inline-flex items-center gap-1.5">
        <ArrowLeft size={14} aria-hidden="true" />
        All activities
      </Link>
      <PageHead title={`${resource} ${id}`} aside={<ExportLinks filters={filters} />}>
        Everything that was done to it: {countOf(count, "activity", "activities")} until now.
      </PageHead>
      <ActivityFeed
        filters={filters}
        firstPage={firstPage}
        users={users}
        empty={
          <EmptyState title="Nothing was done to it yet">
            Leave this page open: an activity about this resource appears at once.
          </EmptyState>
        }
      />
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
