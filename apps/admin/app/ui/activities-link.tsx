import { Link } from "@remix-run/react";
import { History } from "lucide-react";
import { buttonClass } from "./button.tsx";

/** Shows or hides the entries of the activity log in a list of events. */
export function ActivitiesLink({ isShown, to }: { isShown: boolean; to: string }) {
  const title = isShown ? "Hide activities" : "Show activities";
  return (
    <Link to={to} replace preventScrollReset className={buttonClass()} aria-label={title}>
      <History size={14} aria-hidden="true" />
      <span className="max-sm:sr-only">{title}</span>
    </Link>
  );
}
