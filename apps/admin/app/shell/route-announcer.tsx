import { useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";

const TITLE_DELAY_MS = 100;

/** Announces the title after a client-side navigation, which screen readers do not notice by themselves. */
export function RouteAnnouncer() {
  const { pathname } = useLocation();
  const [announced, setAnnounced] = useState({ pathname, title: "" });
  useEffect(() => {
    if (announced.pathname === pathname) return;
    // The title is updated after the page.
    const timer = setTimeout(() => setAnnounced({ pathname, title: document.title }), TITLE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [announced.pathname, pathname]);
  return (
    <div role="status" className="sr-only">
      {announced.title}
    </div>
  );
}
