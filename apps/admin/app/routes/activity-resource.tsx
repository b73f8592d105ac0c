import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { ActivityFeed } from "../activity/activity-feed.tsx";
import { ExportLinks } from "../activity/export-links.tsx";
import { loadActivities } from "../activity/load-activities.server.ts";
import { formatQuantity } from "../format/format-count.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { BackLink, PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { fromPathPart } from "../format/path-part.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `${data.resource} ${data.id}` : "Not found");

export async function loader(args: LoaderFunctionArgs) {
  const [resource, id] = [fromPathPart(args.params.type), fromPathPart(args.params.id)];
  const api = adminApi(args);
  const [activities, count] = await load(
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
      <BackLink to="/activity">All activities</BackLink>
      <PageHeader title={`${resource} ${id}`} aside={<ExportLinks filters={filters} />}>
        {count === 0 ? "No changes yet" : formatQuantity(count, "change")}
      </PageHeader>
      <ActivityFeed
        filters={filters}
        firstPage={firstPage}
        users={users}
        empty={
          <EmptyState title="No changes yet">New activities on this resource appear here live.</EmptyState>
        }
      />
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
