import { Link } from "@remix-run/react";
import { Blocks } from "lucide-react";
import type { UsageEndpoints } from "../../api/outputs.ts";
import { ChartCard } from "../../charts/chart-card.tsx";
import { countOf, formatCount } from "../../format/format-count.ts";
import { formatRate } from "../../format/format-rate.ts";
import type { UsageView } from "../usage-in-url.ts";
import { usageUrl } from "../usage-in-url.ts";
import { EndpointList } from "./endpoint-list.tsx";

/** Which features were used, as bars; the one that is chosen shows its endpoints. */
export function FeatureCard({ usage, view }: { usage: UsageEndpoints | undefined; view: UsageView }) {
  const most = Math.max(1, ...(usage?.features ?? []).map(({ count }) => count));

  return (
    <ChartCard
      title="Features"
      icon={<Blocks size={16} />}
      subtitle="Requests by feature; choose one to see its endpoints"
    >
      {!usage ? (
        <div className="usage-plot">
          <span className="usage-skeleton h-full w-full" />
        </div>
      ) : usage.features.length === 0 ? (
        <p className="chart-empty">No request was recorded in these days.</p>
      ) : (
        <ul className="feature-bars">
          {usage.features.map((feature) => {
            const isChosen = feature.feature === view.feature;
            return (
              <li key={feature.feature}>
                <Link
                  to={usageUrl({ ...view, feature: isChosen ? null : feature.feature })}
                  preventScrollReset
                  aria-expanded={isChosen}
                  className="feature-row"
                >
                  <span className="truncate font-medium">{feature.feature}</span>
                  <span className="feature-track" aria-hidden="true">
                    <span className="feature-bar" style={{ width: `${(feature.count / most) * 100}%` }} />
                  </span>
                  <span className="text-right">{formatCount(feature.count)}</span>
                  <span className="feature-detail">
                    {feature.averageMs.toFixed(1)} ms, {formatRate(feature.errorRate)} errors,{" "}
                    {countOf(feature.endpoints, "endpoint")}
                  </span>
                </Link>
                {isChosen && (
                  <EndpointList
                    endpoints={usage.items.filter(({ feature: named }) => named === view.feature)}
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
