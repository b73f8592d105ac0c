import type { QueryClient as ApiClient } from "@admin-events/client/query";
import { backoffMs, openConnection } from "@admin-events/client/query/connection";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useHref } from "@remix-run/react";
import { createContext, useContext, useState } from "react";
import type { ReactNode } from "react";
import { trpc } from "./trpc.ts";

const ApiClientContext = createContext<ApiClient | null>(null);

/** Provides the API client and the tRPC hooks, which share one connection. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const base = useHref("/");
  const [{ client, links }] = useState(() => openConnection({ url: getOrigin() + base }));
  const [trpcClient] = useState(() => trpc.createClient({ links }));
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: 3, retryDelay: (attempt) => backoffMs(attempt + 1) } },
      }),
  );
  return (
    <ApiClientContext.Provider value={client}>
      <trpc.Provider client={trpcClient} queryClient={queryClient}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </trpc.Provider>
    </ApiClientContext.Provider>
  );
}

/** The client for live events and for calls outside of hooks. */
export function useApiClient(): ApiClient {
  const client = useContext(ApiClientContext);
  if (!client) throw new Error("useApiClient must be used inside ApiProvider.");
  return client;
}

// During server rendering nothing is requested through the client, so the URL only has to be valid.
function getOrigin(): string {
  return typeof document === "undefined" ? "http://localhost" : location.origin;
}
