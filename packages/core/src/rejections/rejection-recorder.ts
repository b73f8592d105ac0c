import type { Loop } from "../background/index.ts";
import { keepDoing } from "../background/index.ts";
import type { Rejection } from "../item-result.ts";
import type { Logger } from "../logger.ts";
import type { Redactor } from "../redaction/index.ts";
import { cleanText, cutText } from "../text/index.ts";
import { createSample } from "./create-sample.ts";
import type { RejectionGroup } from "./store-rejections.sql.ts";

/** Counts rejected items by hour, key, name and reason in the background, without delaying ingestion. */
export interface RejectionRecorder extends Loop {
  record: (rejection: Rejection) => void;
  /** Items rejected since the start. */
  getTotal: () => number;
  /** Resolves when everything recorded so far is stored. @throws any error of the database. */
  flush: () => Promise<void>;
}

export interface RejectionRecorderOptions {
  store: (groups: readonly RejectionGroup[]) => Promise<void>;
  logger: Logger;
  /** Keeps secrets out of samples. Default: one without further keys. */
  redactor?: Redactor;
  now?: () => number;
}

const FLUSH_INTERVAL_MS = 1_000;
const RETRY_INTERVAL_MS = 5_000;
const HOUR_MS = 3_600_000;
const MAX_TEXT_LENGTH = 200;
/** Per hour and process, because senders choose the names and values in reasons. Further items are counted together. */
export const MAX_GROUPS_PER_KEY = 25;
const OTHER_REASONS = "Other reasons";
/** `batch`: several items that were refused as a whole. */
const ITEM_TYPES = new Set(["batch", "track", "identify", "alias", "group", "page", "heartbeat", "request"]);

/** Disposing stores what is left. */
export function createRejectionRecorder({
  store,
  logger,
  redactor,
  now = Date.now,
}: RejectionRecorderOptions): RejectionRecorder {
  let total = 0;
  let currentHour = 0;
  let groupsByKey = new Map<number, Set<string>>();
  let waiting = new Map<string, RejectionGroup>();

  function record(rejection: Rejection): void {
    total++;
    const time = now();
    const hour = Math.floor(time / HOUR_MS);
    if (hour !== currentHour) {
      currentHour = hour;
      groupsByKey = new Map();
    }
    const labels = limitGroups(describe(rejection));
    const id = toGroupId({ hour, ...labels });
    const lastAt = new Date(time).toISOString();
    const group = waiting.get(id);

    if (group) Object.assign(group, { total: group.total + 1, lastAt });
    else
      waiting.set(id, { hour, ...labels, total: 1, lastAt, sample: createSample(rejection.item, redactor) });
  }

  function limitGroups(labels: Labels): Labels {
    const groups = groupsByKey.get(labels.keyId) ?? new Set<string>();
    groupsByKey.set(labels.keyId, groups);
    const id = toGroupId({ hour: currentHour, ...labels });
    if (groups.has(id)) return labels;
    if (groups.size >= MAX_GROUPS_PER_KEY)
      return { keyId: labels.keyId, type: "", name: "", path: "", reason: OTHER_REASONS };

    groups.add(id);
    return labels;
  }

  async function flush(): Promise<void> {
    if (waiting.size === 0) return;
    const groups = waiting;
    waiting = new Map();

    try {
      await store([...groups.values()]);
    } catch (error) {
      for (const [id, group] of groups) waiting.set(id, merge(group, waiting.get(id)));
      throw error;
    }
  }

  const flushing = keepDoing({
    name: "Rejected items",
    async work() {
      await flush();
      return FLUSH_INTERVAL_MS;
    },
    pauseAfterError: RETRY_INTERVAL_MS,
    onError: (error) => logger.warn({ error }, "Rejected items could not be recorded."),
  });

  return {
    record,
    getTotal: () => total,
    flush,
    getStatus: flushing.getStatus,
    async [Symbol.asyncDispose]() {
      await flushing[Symbol.asyncDispose]();
      await flush().catch((error: unknown) =>
        logger.warn({ error }, "Rejected items could not be recorded."),
      );
    },
  };
}

type Labels = Pick<RejectionGroup, "keyId" | "type" | "name" | "path" | "reason">;

function describe({ keyId, item, path, reason }: Rejection): Labels {
  const { type = "track", name } = (typeof item === "object" && item !== null ? item : {}) as {
    type?: unknown;
    name?: unknown;
  };

  return {
    keyId: keyId ?? 0,
    type: typeof type === "string" && ITEM_TYPES.has(type) ? type : "",
    name: typeof name === "string" ? cutText(cleanText(name), MAX_TEXT_LENGTH) : "",
    path: cutText(cleanText(path ?? ""), MAX_TEXT_LENGTH),
    reason: cutText(cleanText(reason), MAX_TEXT_LENGTH),
  };
}

function toGroupId({ hour, keyId, type, name, path, reason }: Labels & { hour: number }): string {
  return JSON.stringify([hour, keyId, type, name, path, reason]);
}

function merge(group: RejectionGroup, newer: RejectionGroup | undefined): RejectionGroup {
  return newer ? { ...newer, total: group.total + newer.total } : group;
}
