import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { trpc } from "../api/trpc.ts";
import { HandlerCard } from "../handlers/handler-card.tsx";
import { NoHandlers } from "../handlers/no-handlers.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { answered } from "../session/answered.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";

export const meta: MetaFunction = () => [{ title: "Handlers · Admin Events" }];

export async function loader(args: LoaderFunctionArgs) {
  return { handlers: await answered(adminApi(args).handlers.status()) };
}

const refreshEvery = 5_000;

export default function HandlersPage() {
  const { handlers } = useLoaderData<typeof loader>();
  const status = trpc.handlers.status.useQuery(undefined, {
    initialData: handlers,
    refetchInterval: refreshEvery,
  });
  return (
    <>
      <PageHead title="Handlers">
        What this deployment owes for each event, and how far behind it is.
      </PageHead>
      {status.isRefetchError && (
        <p role="alert" className="text-warn mb-4">
          These figures are no longer current: the server does not answer. They go on by themselves once it
          does.
        </p>
      )}
      {status.data.length === 0 ? (
        <NoHandlers />
      ) : (
        <ul className="grid gap-4">
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
