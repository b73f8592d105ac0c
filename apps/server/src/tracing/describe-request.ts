import type { Span } from "@opentelemetry/api";
import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";

/** Names a request's span for its door, or its procedure, and gives it the id that the answer and the log have. */
export function describeRequest(
  span: Span,
  request: ClientRequest | IncomingMessage,
  response: IncomingMessage | ServerResponse,
): void {
  if (!("getHeader" in response) || !("url" in request)) return;

  const id = response.getHeader("x-request-id");
  if (typeof id === "string") span.setAttribute("request.id", id);
  span.updateName(`${request.method} ${doorOf(request)}`);
}

/** Few names for many addresses: `/trpc/<procedures>`, else the first part of the path. Express takes parts off `url`. */
function doorOf(request: IncomingMessage & { originalUrl?: string }): string {
  const [path = "/"] = (request.originalUrl ?? request.url ?? "/").split("?");
  if (path.startsWith("/trpc/")) return path.slice(0, 100);

  return `/${path.split("/")[1]}`.slice(0, 100);
}
