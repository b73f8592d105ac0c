import type { StoredEvent } from "@admin-events/client/query";
import { Fragment, memo, useCallback, useState } from "react";
import type { ReactNode } from "react";
import { recallHeight, rememberHeight } from "./live/feed-memory.ts";
import { useInView } from "./use-in-view.ts";

/**
 * Consecutive rows of one day. Far from the viewport only their height is kept, so that a feed of thousands of events
 * has a few hundred rows in the document.
 */
export const RowChunk = memo(function RowChunk({ id, events, newIds, renderRow }: RowChunkProps) {
  const [keptHeight, setKeptHeight] = useState(() => recallHeight(id));
  const ref = useInView<HTMLOListElement>(
    useCallback(
      (isNear, element) => {
        if (!isNear && element.contains(document.activeElement)) return;
        const height = isNear ? null : element.offsetHeight;
        rememberHeight(id, height);
        setKeptHeight(height);
      },
      [id],
    ),
    "2500px 0px",
  );

  return (
    <ol ref={ref} style={keptHeight === null ? undefined : { height: keptHeight }}>
      {keptHeight === null &&
        events.map((event) => <Fragment key={event.id}>{renderRow(event, newIds.has(event.id))}</Fragment>)}
    </ol>
  );
});

export type RenderRow = (event: StoredEvent, isNew: boolean) => ReactNode;

interface RowChunkProps {
  id: string;
  events: readonly StoredEvent[];
  newIds: ReadonlySet<string>;
  /** Renders an `li`. Must be stable, or every chunk renders again. */
  renderRow: RenderRow;
}
