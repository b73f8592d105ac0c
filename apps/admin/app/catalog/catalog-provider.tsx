import type { AnyCatalog } from "@admin-events/catalog";
import { events } from "@admin-events/catalog";
import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import type { RouterOutputs } from "../api/trpc.ts";
import { trpc } from "../api/trpc.ts";

/** The events that applications have declared. */
export type DeclaredEvents = RouterOutputs["catalog"]["declared"];

const STALE_AFTER_MS = 60_000;

const CatalogContext = createContext<AnyCatalog>(events);

/** Provides the panel's own catalog with the declared events, which are loaded again once they are a minute old. */
export function CatalogProvider({ declared, children }: { declared: DeclaredEvents; children: ReactNode }) {
  const { data } = trpc.catalog.declared.useQuery(undefined, {
    initialData: declared,
    staleTime: STALE_AFTER_MS,
    refetchInterval: STALE_AFTER_MS,
  });
  const catalog = useMemo(() => mergeCatalog(data), [data]);
  return <CatalogContext.Provider value={catalog}>{children}</CatalogContext.Provider>;
}

/** The catalog that presents events. */
export function useCatalog(): AnyCatalog {
  return useContext(CatalogContext);
}

/** The panel's own events come first, as on the server. */
export function mergeCatalog(declared: DeclaredEvents): AnyCatalog {
  return { ...declared, ...events };
}
