import type { Capture } from "../capture.ts";
import type { TrackingProblem } from "../types.ts";
import { uuidv7 } from "../uuid.ts";
import type { RequestContexts } from "./request-context.ts";
import type { NodeAnalytics } from "./types.ts";

/** `page`: a view of a page that the server rendered. */
export function createPages(
  capture: Capture,
  contexts: RequestContexts,
  report: (problem: TrackingProblem) => void,
): Pick<NodeAnalytics, "page"> {
  return {
    page({ path = contexts.current().request?.path, ...page } = {}) {
      const who = contexts.who();
      if (path !== undefined && who.sessionId !== undefined) {
        return capture({ type: "page", ...who, ...page, path });
      }

      const id = uuidv7();
      const message = "A page view needs a path and a session: call page within a context that has them.";
      report({ code: "not_captured", message, eventIds: [id] });
      return id;
    },
  };
}
