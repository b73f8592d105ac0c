import type { RouterOutputs } from "../api/trpc.ts";
import { trpc } from "../api/trpc.ts";
import { formatDuration } from "../format/format-duration.ts";
import { describeOpenWrite, formatEndStatement } from "../system/open-write.ts";

const CHECK_INTERVAL_MS = 10_000;
const MIN_SHOWN_SECONDS = 5;

/** Says why no new events appear while an open transaction holds them up. */
export function LiveFeedDelay() {
  const { data } = trpc.system.feed.useQuery(undefined, { refetchInterval: CHECK_INTERVAL_MS });
  return data ? <FeedDelayNotice delay={data} /> : null;
}

export function FeedDelayNotice({ delay: { horizonLagSeconds, openWrites } }: FeedDelayNoticeProps) {
  const [oldest] = openWrites;
  if (horizonLagSeconds < MIN_SHOWN_SECONDS || !oldest) return null;
  return (
    <p role="status" className="text-warn wrap-anywhere">
      New events have been waiting for {formatDuration(horizonLagSeconds)}, for {describeOpenWrite(oldest)}.
      They are stored and appear when it ends. If it is not needed, end it:{" "}
      <code>{formatEndStatement(oldest)}</code>
    </p>
  );
}

interface FeedDelayNoticeProps {
  delay: RouterOutputs["system"]["feed"];
}
