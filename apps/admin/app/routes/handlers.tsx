import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { trpc } from "../api/trpc.ts";
import { HandlerCard } from "../handlers/handler-card.tsx";
import { NoHandlers } from "../handlers/no-handlers.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { StaleNotice } from "../shell/errors/stale-notice.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";

export const meta: MetaFunction = () => pageTitle("Handlers");

export async function loader(args: LoaderFunctionArgs) {
  return { handlers: await load(adminApi(args).handlers.status()) };
}

const REFRESH_INTERVAL_MS = 5_000;

export default function HandlersPage() {
  const { handlers } = useLoaderData<typeof loader>();
  const status = trpc.handlers.status.useQuery(undefined, {
    initialData: handlers,
    refetchInterval: REFRESH_INTERVAL_MS,
  });
  return (
    <>
      <PageHeader title="Handlers">Background jobs triggered by events</PageHeader>
      {status.isRefetchError && <StaleNotice />}
      {status.data.length === 0 ? (
        <NoHandlers />
      ) : (
        <ul className="grid grid-cols-1 gap-4">
          {status.data.map((handler) => (
            <HandlerCard key={handler.name} handler={handler} />
          ))}
        </ul>
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
