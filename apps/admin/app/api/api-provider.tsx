import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { createApiClient } from "./api-client.ts";
import { jitteredDelay } from "./jittered-delay.ts";
import { trpc } from "./trpc.ts";

/** Gives the pages below it the API. On the server nothing is asked through it: first paint comes from loaders. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createApiClient);
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 3, retryDelay: jitteredDelay } } }),
  );
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
