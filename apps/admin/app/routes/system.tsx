import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { trpc } from "../api/trpc.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { StaleNotice } from "../shell/errors/stale-notice.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { DataRetention } from "../system/data-retention.tsx";
import { HealthCheckRow } from "../system/health-check-row.tsx";
import { getHealthChecks } from "../system/health-checks.ts";
import { SlowCalls } from "../system/slow-calls.tsx";

export const meta: MetaFunction = () => pageTitle("System");

export async function loader(args: LoaderFunctionArgs) {
  const { system } = adminApi(args);
  const [status, retention] = await Promise.all([load(system.status()), load(system.retention())]);

  return { status, retention };
}

const REFRESH_INTERVAL_MS = 5_000;

export default function SystemPage() {
  const loaded = useLoaderData<typeof loader>();
  const status = trpc.system.status.useQuery(undefined, {
    initialData: loaded.status,
    refetchInterval: REFRESH_INTERVAL_MS,
  });
  const retention = trpc.system.retention.useQuery(undefined, { initialData: loaded.retention });
  return (
    <>
      <PageHeader title="System">Server and database health, and how long data is kept</PageHeader>
      {status.isRefetchError && <StaleNotice />}
      <div className="grid grid-cols-1 gap-4">
        {Object.entries(getHealthChecks(status.data)).map(([part, checks]) => (
          <section key={part} aria-label={part} className="card">
            <h2 className="caps text-muted border-border border-b px-4 py-2">{part}</h2>
            <ul>
              {checks.map((check) => (
                <HealthCheckRow key={check.title} check={check} />
              ))}
            </ul>
          </section>
        ))}
        <DataRetention entries={retention.data} />
        {status.data.process && <SlowCalls calls={status.data.process.slowCalls} />}
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
