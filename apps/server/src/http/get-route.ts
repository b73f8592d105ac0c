import type { IncomingMessage } from "node:http";

const MAX_ROUTE_LENGTH = 100;

/**
 * The route of a request for logs and traces: `/trpc/<procedures>`, otherwise the first part of the path, such as
 * `/users/…`. Without the rest, which may identify people.
 */
export function getRoute(request: IncomingMessage & { originalUrl?: string }): string {
  const [path = "/"] = (request.originalUrl ?? request.url ?? "/").split("?");
  const procedures = /^\/trpc\/([\w.,]+)$/.exec(path)?.[1];
  if (procedures) return `/trpc/${procedures}`.slice(0, MAX_ROUTE_LENGTH);

  const [, first = "", ...rest] = path.split("/");
  // Other texts are typed by people, such as an email address.
  if (!/^[a-z-]{0,30}(\.data)?$/.test(first)) return "/…";

  return rest.length === 0 ? `/${first}` : `/${first}/…`;
}
