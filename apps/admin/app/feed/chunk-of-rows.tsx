import { Fragment, memo, useCallback, useState } from "react";
import type { ReactNode } from "react";
import type { StoredEvent } from "../api/outputs.ts";
import { recallHeight, rememberHeight } from "./live/feed-memory.ts";
import { useInView } from "./use-in-view.ts";

/**
 * Some neighbouring rows of a day. Far from view the rows are left out and only their height stays, so that a feed of
 * thousands keeps a few hundred rows in the document.
 */
export const ChunkOfRows = memo(function ChunkOfRows({ id, events, newIds, renderRow }: ChunkProps) {
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

interface ChunkProps {
  /** The chunk's key. */
  id: string;
  events: readonly StoredEvent[];
  newIds: ReadonlySet<string>;
  /** Draws the row of one event, an `li`. One and the same function as long as it draws the same. */
  renderRow: RenderRow;
}
