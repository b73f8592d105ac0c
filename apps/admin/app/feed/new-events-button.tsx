import { ArrowUp } from "lucide-react";
import { countOf } from "../format/format-count.ts";

/** While arrivals wait: how many, and the way to them. */
export function NewEventsButton({ waiting, isStale, onReveal }: NewEventsButtonProps) {
  return (
    <div role="status" className="new-events-place">
      {(waiting > 0 || isStale) && (
        <button type="button" className="new-events" onClick={onReveal}>
          <ArrowUp size={14} aria-hidden="true" />
          {isStale ? "Many new events" : countOf(waiting, "new event")}
        </button>
      )}
    </div>
  );
}

interface NewEventsButtonProps {
  waiting: number;
  /** More came than can be put on top; the list will be loaded anew. */
  isStale: boolean;
  onReveal: () => void;
}
