/** Ends a loader or action with a redirect, or with what the error boundary shows: Remix treats thrown values as responses. */
export function throwResponse(response: unknown): never {
  throw response;
}
