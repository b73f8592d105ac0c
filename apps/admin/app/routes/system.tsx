import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { trpc } from "../api/trpc.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { answered } from "../session/answered.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { SlowCalls } from "../system/slow-calls.tsx";
import { VitalSignRow } from "../system/vital-sign-row.tsx";
import { vitalSigns } from "../system/vital-signs.ts";

export const meta: MetaFunction = () => [{ title: "System · Admin Events" }];

export async function loader(args: LoaderFunctionArgs) {
  return { status: await answered(adminApi(args).system.status()) };
}

const refreshEvery = 5_000;

export default function SystemPage() {
  const loaded = useLoaderData<typeof loader>();
  const status = trpc.system.status.useQuery(undefined, {
    initialData: loaded.status,
    refetchInterval: refreshEvery,
  });
  return (
    <>
      <PageHead title="System">How the server and its database do, and what to do when they do not.</PageHead>
      {status.isRefetchError && (
        <p role="alert" className="text-warn mb-4">
          These figures are no longer current: the server does not answer. They go on by themselves once it
          does.
        </p>
      )}
      <div className="grid gap-4">
        {Object.entries(vitalSigns(status.data)).map(([part, signs]) => (
          <section key={part} aria-label={part} className="border-line bg-panel rounded-md border">
            <h2 className="engraved text-soft border-line border-b px-4 py-2">{part}</h2>
            <ul>
              {signs.map((sign) => (
                <VitalSignRow key={sign.title} sign={sign} />
              ))}
            </ul>
          </section>
        ))}
        {status.data.process && <SlowCalls calls={status.data.process.slowCalls} />}
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
