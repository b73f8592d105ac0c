import type { Capture } from "../capture.ts";
import type { TrackingProblem } from "../types.ts";
import { uuidv7 } from "../uuid.ts";
import type { RequestContexts } from "./request-context.ts";
import type { NodeAnalytics } from "./types.ts";

/** Creates `page`, which captures a page view of the current request. */
export function createPageViews(
  capture: Capture,
  contexts: RequestContexts,
  report: (problem: TrackingProblem) => void,
): Pick<NodeAnalytics, "page"> {
  return {
    page({ path = contexts.current().request?.path, ...page } = {}) {
      const identity = contexts.getIdentity();
      if (path !== undefined && identity.sessionId !== undefined) {
        return capture({ type: "page", ...identity, ...page, path });
      }

      const id = uuidv7();
      const message = "A page view needs a path and a session. Call page() in a context that has both.";
      report({ code: "not_captured", message, eventIds: [id] });
      return id;
    },
  };
}
