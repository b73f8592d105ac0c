import { Pause, Play } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { ConnectionBadge } from "./connection-badge.tsx";
import type { Connection } from "./live/stream-events.ts";

/** Whether the feed is live, and the button that holds it. */
export function FeedControls({ connection, isPaused, onPause }: FeedControlsProps) {
  const Symbol = isPaused ? Play : Pause;
  return (
    <div className="feed-controls">
      <ConnectionBadge connection={connection} isPaused={isPaused} />
      <Button aria-keyshortcuts="p" onClick={() => onPause(!isPaused)}>
        <Symbol size={14} aria-hidden="true" />
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
