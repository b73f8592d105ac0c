import { toDeclaration } from "@admin-events/catalog/declaration";
import type { Reporter } from "../delivery/reporter.ts";
import { backoffMs, isRetryable, retryAfterMs } from "../delivery/retry.ts";
import type { DeclarableCatalog, DeclareOptions, DeclareResult } from "./types.ts";

const MAX_ATTEMPTS = 10;
const ATTEMPT_TIMEOUT_MS = 10_000;

export const NOT_DECLARED: DeclareResult = { version: null, isChanged: false, warnings: [] };

interface DeclareDeps extends Pick<Reporter, "report"> {
  url: string;
  key: string;
  /** Aborts when the client closes. */
  closing: AbortSignal;
}

interface Attempt {
  /** The HTTP status, or 0 without a response. */
  status: number;
  retryAfter: string | null;
  result: DeclareResult | null;
  /** The error message of the server or the network. */
  message: string;
}

type Declare = (events: DeclarableCatalog, options?: DeclareOptions) => Promise<DeclareResult>;

/** Creates `declare`, which retries like the delivery of events does. Never rejects. */
export function createDeclare({ url, key, report, closing }: DeclareDeps): Declare {
  const endpoint = `${String(url).replace(/\/+$/, "")}/trpc/catalog.declare`;

  async function attempt(body: string): Promise<Attempt> {
    // Not `AbortSignal.any`, which Node 20.0 lacks.
    const aborting = new AbortController();
    const abort = () => aborting.abort();
    const timer = setTimeout(abort, ATTEMPT_TIMEOUT_MS);
    closing.addEventListener("abort", abort);
    try {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body,
        signal: aborting.signal,
      });
      const answer = (await response.json().catch(() => null)) as {
        result?: { data: DeclareResult };
        error?: { message?: string };
      } | null;

      return {
        status: response.status,
        retryAfter: response.headers.get("retry-after"),
        result: (response.ok && answer?.result?.data) || null,
        message: answer?.error?.message ?? `HTTP ${response.status}`,
      };
    } catch (error) {
      return { status: 0, retryAfter: null, result: null, message: String(error) };
    } finally {
      clearTimeout(timer);
      closing.removeEventListener("abort", abort);
    }
  }

  async function send(body: string): Promise<DeclareResult> {
    for (let failures = 1; !closing.aborted; failures++) {
      const { status, retryAfter, result, message } = await attempt(body);
      if (result) return result;
      if (closing.aborted) break;

      if (!isRetryable(status) || failures === MAX_ATTEMPTS) {
        report({ code: "not_declared", message: `The catalog was not declared: ${message}`, eventIds: [] });
        return NOT_DECLARED;
      }
      await pause(Math.max(backoffMs(failures), retryAfterMs(retryAfter)), closing);
    }

    report({ code: "closed", message: "The client closed before the catalog was declared.", eventIds: [] });
    return NOT_DECLARED;
  }

  return async (events, { app } = {}) => {
    try {
      const declaration = toDeclaration(events);
      const result = await send(JSON.stringify({ app, events: declaration.events }));
      if (result.version === null) return result;

      const { version, isChanged } = result;
      const warnings = [...declaration.warnings, ...result.warnings];
      if (warnings.length > 0) report({ code: "warning", message: warnings.join(" "), eventIds: [] });
      return { version, isChanged, warnings };
    } catch (error) {
      report({
        code: "not_declared",
        message: `The catalog was not declared: ${(error as Error).message}`,
        eventIds: [],
      });
      return NOT_DECLARED;
    }
  };
}

function pause(milliseconds: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      closing.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    closing.addEventListener("abort", end);
  });
}
