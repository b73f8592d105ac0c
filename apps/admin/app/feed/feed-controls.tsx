import { ArrowUp, Pause, Play } from "lucide-react";
import { formatQuantity } from "../format/format-count.ts";
import { Button } from "../ui/button.tsx";
import { ConnectionBadge } from "./connection-badge.tsx";
import type { Connection } from "./live/connection.ts";

/** The state of the connection and the pause button. */
export function FeedControls({ connection, isPaused, onPause }: FeedControlsProps) {
  const Icon = isPaused ? Play : Pause;
  return (
    <div className="flex items-center justify-between gap-4">
      <ConnectionBadge connection={connection} isPaused={isPaused} />
      <Button aria-keyshortcuts="p" onClick={() => onPause(!isPaused)}>
        <Icon size={14} aria-hidden="true" />
        <span className="max-sm:sr-only">{isPaused ? "Resume" : "Pause"}</span>
      </Button>
    </div>
  );
}

interface FeedControlsProps {
  connection: Connection;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

/** Floats over the list while new events are held back, and shows them when pressed. */
export function NewEventsButton({ pendingCount, isStale, onShow }: NewEventsButtonProps) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-[calc(100%+0.5rem)] text-center">
      {(pendingCount > 0 || isStale) && (
        <button
          type="button"
          className="bg-accent text-on-accent shadow-float pointer-events-auto inline-flex h-8 items-center gap-1.5 rounded-full pr-3.5 pl-2.5 font-semibold"
          onClick={onShow}
        >
          <ArrowUp size={14} aria-hidden="true" />
          {isStale ? "Many new events" : formatQuantity(pendingCount, "new event")}
        </button>
      )}
    </div>
  );
}

interface NewEventsButtonProps {
  pendingCount: number;
  /** Too many events arrived to insert; the list has to be reloaded. */
  isStale: boolean;
  onShow: () => void;
}
