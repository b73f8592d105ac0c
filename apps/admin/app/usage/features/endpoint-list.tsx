import type { UsageEndpoints } from "../../api/outputs.ts";
import { formatCount } from "../../format/format-count.ts";
import { formatRate } from "../../format/format-rate.ts";

/** The endpoints of a feature, most used first. */
export function EndpointList({ endpoints }: { endpoints: UsageEndpoints["items"] }) {
  return (
    <table className="usage-table endpoint-table">
      <thead>
        <tr>
          <th scope="col">Endpoint</th>
          <th scope="col" className="usage-number w-24">
            Requests
          </th>
          <th scope="col" className="usage-number w-24">
            Mean
          </th>
          <th scope="col" className="usage-number w-24 max-sm:hidden">
            95 of 100
          </th>
          <th scope="col" className="usage-number w-20 max-sm:hidden">
            Errors
          </th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map(({ method, route, count, averageMs, p95Ms, errorRate }) => (
          <tr key={`${method} ${route}`}>
            <th scope="row" title={`${method} ${route}`} className="font-mono">
              <span className="text-faint">{method}</span> {route}
            </th>
            <td className="usage-number">{formatCount(count)}</td>
            <td className="usage-number">{averageMs.toFixed(1)} ms</td>
            <td className="usage-number max-sm:hidden">{p95Ms.toFixed(1)} ms</td>
            <td className="usage-number max-sm:hidden">{formatRate(errorRate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
