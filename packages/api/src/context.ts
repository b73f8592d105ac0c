import type { AnyCatalog } from "@admin-events/catalog";
import type { QueryEngine } from "@admin-events/core/analytics";
import type { EventsRuntime, EventsVitals } from "@admin-events/core/events";
import type { IngestItems, ClientInfo } from "@admin-events/core/ingestion";
import type { RequestRecorder } from "@admin-events/core/usage";
import type { EntityManager } from "@admin-events/db";
import type { TRPCError, TRPCProcedureType } from "@trpc/server";

/** Who asks. */
export type Actor =
  | { kind: "anonymous" }
  /** Somebody whose key opens nothing, with the sentence to tell them. */
  | { kind: "refused"; code: "UNAUTHORIZED" | "FORBIDDEN"; message: string }
  /** An application with one of its keys. */
  | { kind: "key"; id: number; key: "public" | "secret"; signingSecret: string | null }
  /** A person of the application, by its token. `id` is the application's own. */
  | { kind: "user"; id: string }
  /** A person signed in to the panel. */
  | { kind: "member"; id: string; email: string; role: "admin" | "none" }
  /** Code of this process. */
  | { kind: "process" };

/** How this server process does now. */
export interface ProcessVitals extends EventsVitals {
  /** Seconds since the process started. */
  uptime: number;
  residentBytes: number;
  /** Milliseconds by which timers were late, for 99 of 100 in the last minute. */
  eventLoopDelayMs: number;
  /** Events stored a second, over the last minute. */
  storedPerSecond: number;
  /** Milliseconds within which 95 of 100 statements of the last minute had stored their events. */
  flushMs: number;
  /** Requests that were not recorded since the process started, because too many waited or the database took none. */
  droppedRequests: number;
  /** The latest calls that took longer than a second, the newest first. */
  slowCalls: { path: string; milliseconds: number; at: string }[];
}

/** A call of a procedure that was answered. */
export interface AnsweredCall {
  path: string;
  type: TRPCProcedureType;
  outcome: "ok" | TRPCError["code"];
  milliseconds: number;
}

/** What every procedure gets, made anew for each request over HTTP and once for a WebSocket. */
export interface ApiContext {
  actor: Actor;
  catalog: AnyCatalog;
  runtime: EventsRuntime<unknown>;
  /** Stores what applications send. */
  ingestItems: IngestItems;
  /** What the asker's connection tells; absent within this process. */
  from?: ClientInfo;
  /** Takes note of answered calls, never to be waited for. Without it they are not recorded. */
  recordRequest?: RequestRecorder["record"];
  /** How the process does; absent within one that serves nobody. */
  vitals?: () => ProcessVitals;
  /** Is told how long calls take. */
  noteAnswer?: (call: AnsweredCall) => void;
  /** For changes. */
  em: EntityManager;
  /** For questions: refuses to write and gives a statement at most 10 seconds. */
  reader: EntityManager;
  /** Answers questions about people fast; without it they are answered from the events themselves. */
  engine?: QueryEngine;
  /** The IANA name of the zone in which days begin, unless the question names one. */
  timeZone: string;
  /** Stands in the log beside what went wrong, and in the answer. */
  requestId: string;
  /**
   * Resolves to false when the asker no longer is who `actor` says: the sign-in ended, the role was taken away, the key
   * was revoked. A WebSocket outlives all of these, so whatever lasts asks every minute.
   *
   * @param maxAge an answer that is so many milliseconds old will do. Default 0.
   */
  isStillSignedIn: (maxAge?: number) => Promise<boolean>;
}
