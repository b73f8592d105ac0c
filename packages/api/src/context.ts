import type { LoopStatus } from "@admin-events/core/background";
import type { QueryEngine } from "@admin-events/core/analytics";
import type { EventsRuntime, EventsVitals } from "@admin-events/core/events";
import type { IngestItems, ClientInfo } from "@admin-events/core/ingestion";
import type { RequestRecorder } from "@admin-events/core/usage";
import type { EntityManager } from "@admin-events/db";
import type { TRPCError, TRPCProcedureType } from "@trpc/server";

export type Actor =
  | { kind: "anonymous" }
  /** Credentials that are invalid. `message` says why and what to do. `keyId` is a known key that may not be used like this. */
  | { kind: "refused"; code: RefusalCode; message: string; keyId?: number; cause?: unknown }
  /** An application with an API key. */
  | { kind: "key"; id: number; key: "public" | "secret"; signingSecret: string | null }
  /** An end user of the application, with a token. `id` is the application's own user id. */
  | { kind: "user"; id: string }
  /** A person who is signed in to the panel. */
  | { kind: "member"; id: string; email: string; role: "admin" | "none" }
  | { kind: "process" };

/** SERVICE_UNAVAILABLE: the credentials could not be checked. */
type RefusalCode = "UNAUTHORIZED" | "FORBIDDEN" | "TOO_MANY_REQUESTS" | "SERVICE_UNAVAILABLE";

export interface ProcessStats extends EventsVitals {
  /** Seconds since the process started. */
  uptime: number;
  residentBytes: number;
  /** p99 over the last minute, in milliseconds. */
  eventLoopDelayMs: number;
  /** Events stored per second, over the last minute. */
  storedPerSecond: number;
  /** Time to commit a batch of events: p95 over the last minute, in milliseconds. */
  flushMs: number;
  /** Requests not recorded since the process started: the queue was full or the database unavailable. */
  droppedRequests: number;
  /** Invalid items since the process started, which were not stored. */
  rejectedItems: number;
  /** The repeated work of this process. */
  loops: LoopStatus[];
  /** The latest calls that took longer than a second, newest first. */
  slowCalls: { path: string; milliseconds: number; at: string }[];
}

export interface FinishedCall {
  path: string;
  type: TRPCProcedureType;
  outcome: "ok" | TRPCError["code"];
  milliseconds: number;
}

/** The context of a procedure call: one per HTTP request, one per WebSocket connection. */
export interface ApiContext {
  actor: Actor;
  runtime: EventsRuntime<unknown>;
  ingestItems: IngestItems;
  client?: ClientInfo;
  /**
   * Counts an item that an application sends. Resolves to the seconds to wait if it sends too much, otherwise to null.
   * Absent for calls within this process.
   */
  countItem?: () => Promise<number | null>;
  recordRequest?: RequestRecorder["record"];
  /** Absent in a process that is not a server, such as a CLI command. */
  getProcessStats?: () => ProcessStats;
  onCallFinished?: (call: FinishedCall) => void;
  /** Called after an erasure, to keep the list of erased people outside the database. Never throws. */
  onErased?: () => Promise<void>;
  /** For writes. */
  em: EntityManager;
  /** For queries: read-only, with a statement timeout of 10 seconds. */
  reader: EntityManager;
  /** Answers queries from columns; without it they run as SQL. */
  engine?: QueryEngine;
  /** How many days data is kept; null for forever, which is the default of both. */
  retention?: { eventDays: number | null; usageDays: number | null };
  /** IANA time zone in which days begin, unless the input has one. */
  timeZone: string;
  /** Logged with every error and returned to the caller. */
  requestId: string;
  /** Resolves when the connection has taken most of the data, so a subscription never runs ahead of it. Absent without streams. */
  waitForReader?: () => Promise<void>;
  /**
   * Resolves to false once the credentials of `actor` no longer hold: signed out, role removed, key revoked. A WebSocket
   * outlives all of these, so subscriptions check once a minute.
   *
   * @param maxAgeMs accepts a cached result of this age. Default 0.
   */
  isStillAuthorized: (maxAgeMs?: number) => Promise<boolean>;
}
