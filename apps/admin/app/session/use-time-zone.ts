import { useRouteLoaderData } from "@remix-run/react";
import type { loader } from "../root.tsx";

/** The IANA name of the zone in which the panel tells time and days begin. */
export function useTimeZone(): string {
  return useRouteLoaderData<typeof loader>("root")?.timeZone ?? "UTC";
}
