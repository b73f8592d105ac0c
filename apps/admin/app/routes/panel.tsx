import type { LoaderFunctionArgs } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { CatalogProvider } from "../catalog/catalog-provider.tsx";
import { throwResponse } from "../session/throw-response.ts";
import { signInPath } from "../session/return-to.ts";
import { NotAnAdmin } from "../shell/errors/not-an-admin.tsx";
import { PageError } from "../shell/errors/page-error.tsx";
import { PanelFrame } from "../shell/panel-frame.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { user, role } = context.session;
  if (!user) return throwResponse(redirect(signInPath(request, context.basePath)));
  const isAdmin = role === "admin";
  // Without it, the frame still shows, and the page inside of it says why.
  const declared = isAdmin ? await context.api.catalog.declared().catch(() => ({})) : {};
  const adminEmail = context.adminEmail ?? null;
  const frame = { email: user.email, isAdmin, adminEmail, declared, now: Date.now() };
  return data(frame, { status: isAdmin ? 200 : 403 });
}

/**
 * The frame stays as it is while pages change, so that a page that cannot be loaded is an error inside of it. Every page
 * checks the session itself.
 */
export const shouldRevalidate: ShouldRevalidateFunction = () => false;

export default function Panel() {
  const { email, isAdmin, adminEmail, declared, now } = useLoaderData<typeof loader>();
  if (!isAdmin) return <NotAnAdmin email={email} adminEmail={adminEmail} />;
  return (
    <CatalogProvider declared={declared}>
      <PanelFrame email={email} now={now}>
        <Outlet />
      </PanelFrame>
    </CatalogProvider>
  );
}

export function ErrorBoundary() {
  const loaded = useRouteLoaderData<typeof loader>("routes/panel");
  if (!loaded?.isAdmin) return <PageError />;
  return (
    <PanelFrame email={loaded.email} now={loaded.now}>
      <PageError />
    </PanelFrame>
  );
}
