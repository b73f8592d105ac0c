import { useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";

/** Says the title of the page one has come to; screen readers do not notice a page that changes without loading. */
export function RouteAnnouncer() {
  const { pathname } = useLocation();
  const [announced, setAnnounced] = useState({ pathname, title: "" });
  useEffect(() => {
    if (announced.pathname === pathname) return;
    // The title is written after the page; wait for it.
    const timer = setTimeout(() => setAnnounced({ pathname, title: document.title }), 100);
    return () => clearTimeout(timer);
  }, [announced.pathname, pathname]);
  return (
    <div role="status" className="sr-only">
      {announced.title}
    </div>
  );
}
