export { createQueryClient } from "./create-query-client.ts";
export type { QueryClientOptions } from "./create-query-client.ts";
export { NotAllowed, NotSignedIn } from "./errors.ts";
export type {
  EventFilter,
  EventListener,
  JsonValue,
  ListeningState,
  QueryClient,
  Scalar,
  StoredEvent,
} from "./types.ts";
