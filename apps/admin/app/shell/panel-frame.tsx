import type { ReactNode } from "react";
import { NowProvider } from "../ui/now.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { RouteAnnouncer } from "./route-announcer.tsx";
import { ShortcutsHelp } from "./shortcuts/shortcuts-help.tsx";
import { Sidebar } from "./sidebar.tsx";
import { BottomBar, TopBar } from "./small-screen-bars.tsx";
import { usePreloadedPages } from "./use-preloaded-pages.ts";

/** The navigation around every page. */
export function PanelFrame({ email, now, children }: PanelFrameProps) {
  usePreloadedPages();
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
          {children}
        </main>
      </div>
      <BottomBar />
    </NowProvider>
  );
}

interface PanelFrameProps {
  email: string;
  /** The server's time in milliseconds. */
  now: number;
  children: ReactNode;
}
