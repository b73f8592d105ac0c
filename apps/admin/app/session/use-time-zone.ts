import { useRouteLoaderData } from "@remix-run/react";
import type { loader } from "../root.tsx";

/** The IANA time zone of the panel. */
export function useTimeZone(): string {
  return useRouteLoaderData<typeof loader>("root")?.timeZone ?? "UTC";
}
