import { protectJson } from "@admin-events/core/json";

interface Call {
  url?: string;
  /** The text of the body, if it was read. */
  body?: unknown;
}

/** Rewrites the JSON of a tRPC call so that its keys and numbers are read correctly. See `protectJson`. */
export function protectInput(call: Call): void {
  if (typeof call.body === "string") call.body = protectJson(call.body);

  const [path = "", query] = (call.url ?? "").split(/\?(.*)/s);
  if (query === undefined || !query.includes("input=")) return;
  const search = new URLSearchParams(query);
  const input = search.get("input") ?? "";
  const protectedInput = protectJson(input);
  if (protectedInput === input) return;

  search.set("input", protectedInput);
  call.url = `${path}?${search.toString()}`;
}
