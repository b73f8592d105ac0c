import type { LoaderFunctionArgs } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { throwResponse } from "../session/throw-response.ts";
import { signInPath } from "../session/return-to.ts";
import { NotAnAdmin } from "../shell/errors/not-an-admin.tsx";
import { PageError } from "../shell/errors/page-error.tsx";
import { ProgressBar } from "../shell/progress-bar.tsx";
import { RouteAnnouncer } from "../shell/route-announcer.tsx";
import { ShortcutsHelp } from "../shell/shortcuts/shortcuts-help.tsx";
import { Sidebar } from "../shell/sidebar.tsx";
import { BottomBar, TopBar } from "../shell/small-screen-bars.tsx";
import { NowProvider } from "../ui/now.tsx";

export function loader({ request, context }: LoaderFunctionArgs) {
  const { user, role } = context.session;
  if (!user) return throwResponse(redirect(signInPath(request)));
  const isAdmin = role === "admin";
  const frame = { email: user.email, isAdmin, adminEmail: context.adminEmail ?? null, now: Date.now() };
  return data(frame, { status: isAdmin ? 200 : 403 });
}

export default function Panel() {
  const { email, isAdmin, adminEmail, now } = useLoaderData<typeof loader>();
  if (!isAdmin) return <NotAnAdmin email={email} adminEmail={adminEmail} />;
  return (
    <NowProvider start={now}>
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <ProgressBar />
      <RouteAnnouncer />
      <ShortcutsHelp />
      <TopBar email={email} />
      <div className="flex">
        <Sidebar email={email} />
        <main id="main" className="mx-auto w-full max-w-7xl min-w-0 flex-1 px-4 pt-6 pb-24 lg:px-8 lg:pb-12">
          <Outlet />
        </main>
      </div>
      <BottomBar />
    </NowProvider>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
