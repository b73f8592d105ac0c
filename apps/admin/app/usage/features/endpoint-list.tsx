import type { UsageEndpoints } from "@admin-events/client/query";
import { formatCount } from "../../format/format-count.ts";
import { formatRate } from "../../format/format-rate.ts";

/** The endpoints of a feature, most used first. */
export function EndpointList({ endpoints }: { endpoints: UsageEndpoints["items"] }) {
  return (
    <table className="data-table text-small mt-1 mb-3">
      <thead>
        <tr>
          <th scope="col">Endpoint</th>
          <th scope="col" className="w-24">
            Requests
          </th>
          <th scope="col" className="w-24">
            Mean
          </th>
          <th scope="col" className="w-24 max-sm:hidden">
            p95
          </th>
          <th scope="col" className="w-20 max-sm:hidden">
            Errors
          </th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map(({ method, route, count, averageMs, p95Ms, errorRate }) => (
          <tr key={`${method} ${route}`}>
            <th scope="row" title={`${method} ${route}`} className="font-mono">
              <span className="text-subtle">{method}</span> {route}
            </th>
            <td>{formatCount(count)}</td>
            <td>{averageMs.toFixed(1)} ms</td>
            <td className="max-sm:hidden">{p95Ms.toFixed(1)} ms</td>
            <td className="max-sm:hidden">{formatRate(errorRate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
