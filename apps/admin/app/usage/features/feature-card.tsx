import type { UsageEndpoints } from "@admin-events/client/query";
import { Link } from "@remix-run/react";
import { Blocks } from "lucide-react";
import { ChartCard } from "../../charts/chart-card.tsx";
import { formatCount, formatQuantity } from "../../format/format-count.ts";
import { formatRate } from "../../format/format-rate.ts";
import type { UsageView } from "../usage-in-url.ts";
import { usageUrl } from "../usage-in-url.ts";
import { EndpointList } from "./endpoint-list.tsx";

/** Requests by feature as bars. The selected feature shows its endpoints. */
export function FeatureCard({ usage, view }: { usage: UsageEndpoints | undefined; view: UsageView }) {
  const maxCount = Math.max(1, ...(usage?.features ?? []).map(({ count }) => count));

  return (
    <ChartCard
      title="Features"
      icon={<Blocks size={16} />}
      subtitle="Requests by feature. Select one to see its endpoints."
    >
      {!usage ? (
        <div className="h-55">
          <span className="skeleton h-full w-full" />
        </div>
      ) : usage.features.length === 0 ? (
        <p className="chart-empty">No requests in this period</p>
      ) : (
        <ul className="-mx-2 grid">
          {usage.features.map((feature) => {
            const isSelected = feature.feature === view.feature;
            return (
              <li key={feature.feature}>
                <Link
                  to={usageUrl({ ...view, feature: isSelected ? null : feature.feature })}
                  preventScrollReset
                  aria-expanded={isSelected}
                  className="hover:bg-foreground/5 aria-expanded:bg-foreground/5 grid min-h-8 grid-cols-[9rem_minmax(0,1fr)_5rem_15rem] items-center gap-3 rounded-sm px-2 max-md:grid-cols-[7rem_minmax(0,1fr)_4rem]"
                >
                  <span className="truncate font-medium">{feature.feature}</span>
                  <span className="bg-foreground/5 h-3 rounded-xs" aria-hidden="true">
                    <span
                      className="feature-bar block h-full min-w-0.5 rounded-xs bg-(--series-1)"
                      style={{ width: `${(feature.count / maxCount) * 100}%` }}
                    />
                  </span>
                  <span className="text-right">{formatCount(feature.count)}</span>
                  <span className="text-small text-muted truncate max-md:hidden">
                    {feature.averageMs.toFixed(1)} ms · {formatRate(feature.errorRate)} errors ·{" "}
                    {formatQuantity(feature.endpoints, "endpoint")}
                  </span>
                </Link>
                {isSelected && (
                  <EndpointList
                    endpoints={usage.items.filter((endpoint) => endpoint.feature === view.feature)}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </ChartCard>
  );
}
