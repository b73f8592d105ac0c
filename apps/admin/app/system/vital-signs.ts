import type { SystemStatus } from "../api/outputs.ts";
import { formatBytes } from "../format/format-bytes.ts";
import { countOf, formatCount } from "../format/format-count.ts";
import { formatDuration } from "../format/format-duration.ts";

type Standing = "good" | "warn" | "bad";

/** One figure about the system, for somebody who has to decide whether to do something. */
export interface VitalSign {
  title: string;
  value: string;
  standing: Standing;
  /** What the figure says. */
  meaning: string;
  /** What to do when it is not good. */
  advice: string;
}

/** Every figure under the part of the system that it is about. */
export function vitalSigns({ process, database, handlers }: SystemStatus): Record<string, VitalSign[]> {
  return {
    ...(process && { "Taking events in": ingestSigns(process), "This server": processSigns(process) }),
    Database: databaseSigns(database),
    "Live feed": [...(process ? [listenersSign(process)] : []), lagSign(database)],
    Handlers: handlerSigns(handlers),
  };
}

type Process = NonNullable<SystemStatus["process"]>;

function ingestSigns({ storedPerSecond, waiting, flushMs, droppedRequests }: Process): VitalSign[] {
  return [
    {
      title: "Stored",
      value: `${formatCount(Math.round(storedPerSecond * 10) / 10)} / s`,
      standing: "good",
      meaning: "New events a second through this server, over the last minute.",
      advice: "",
    },
    {
      title: "Waiting",
      value: formatCount(waiting),
      standing: standing(waiting, 2_000, 8_000),
      meaning:
        "Events that wait to be stored. At 10,000 senders are asked to come back later; they lose nothing.",
      advice:
        "The database is slower than what arrives: look at the time to store below. A second server process helps only if the database has room.",
    },
    {
      title: "Time to store",
      value: `${formatCount(Math.round(flushMs))} ms`,
      standing: standing(flushMs, 500, 3_000),
      meaning: "95 of 100 statements of the last minute had committed their events within this time.",
      advice:
        "The disk or the locks of PostgreSQL hold it up: look for long transactions and for a busy disk.",
    },
    {
      title: "Requests dropped",
      value: formatCount(droppedRequests),
      standing: standing(droppedRequests, 1, 10_000),
      meaning:
        "Calls of the API that are missing under Usage since this server started. Events are never dropped.",
      advice:
        "More calls came than the database could take note of: look for “not recorded” in the server's log.",
    },
  ];
}

function processSigns({ uptime, residentBytes, eventLoopDelayMs }: Process): VitalSign[] {
  const delay = Math.max(0, eventLoopDelayMs - 20);

  return [
    {
      title: "Running for",
      value: formatDuration(uptime),
      standing: "good",
      meaning: "Since this server process started.",
      advice: "",
    },
    {
      title: "Memory",
      value: formatBytes(residentBytes),
      standing: standing(residentBytes, 1.5 * 1024 ** 3, 3 * 1024 ** 3),
      meaning: "What the process holds, packed days for fast answers included.",
      advice:
        "Restart the server when it is quiet; nothing is lost. If it grows again, give the machine more memory.",
    },
    {
      title: "Held up",
      value: `${formatCount(Math.round(delay))} ms`,
      standing: standing(delay, 200, 1_000),
      meaning: "How late the process was for what it meant to do, in 99 of 100 cases of the last minute.",
      advice:
        "The machine has too little processor time: stop other programs on it, or run a second server process.",
    },
  ];
}

function databaseSigns({
  version,
  bytes,
  connections,
  mostConnections,
  answeredInMs,
  unmergedDeltas,
}: Database) {
  const share = connections / mostConnections;

  return [
    {
      title: "PostgreSQL",
      value: version,
      standing: "good" as const,
      meaning: `${formatBytes(bytes)} on disk.`,
      advice: "",
    },
    {
      title: "Connections",
      value: `${formatCount(connections)} of ${formatCount(mostConnections)}`,
      standing: standing(share, 0.8, 0.95),
      meaning: "Open connections of all programs; a server process takes up to 30.",
      advice: "Raise max_connections in PostgreSQL, or close what other programs leave open.",
    },
    {
      title: "Answers in",
      value: `${formatCount(Math.round(answeredInMs))} ms`,
      standing: standing(answeredInMs, 250, 2_000),
      meaning: "How long PostgreSQL took for these very figures.",
      advice: "PostgreSQL is busy or far away: look at its own log of slow statements.",
    },
    {
      title: "To be summed up",
      value: formatCount(unmergedDeltas),
      standing: standing(unmergedDeltas, 20_000, 200_000),
      meaning: "Notes of changes that are not in the daily counts yet. Charts count them all the same.",
      advice: "The summing up does not keep up, or was stopped: look for “folded” in the server's log.",
    },
  ];
}

type Database = SystemStatus["database"];

function listenersSign({ listeners }: Process): VitalSign {
  return {
    title: "Listeners",
    value: formatCount(listeners),
    standing: "good",
    meaning: `${countOf(listeners, "live feed is", "live feeds are")} open at this server, this page's own not counted.`,
    advice: "",
  };
}

function lagSign({ horizonLagSeconds }: Database): VitalSign {
  return {
    title: "Behind",
    value: formatDuration(horizonLagSeconds),
    standing: standing(horizonLagSeconds, 5, 60),
    meaning:
      "Events are shown in the order of commits, so the feed waits for the oldest open transaction that has written.",
    advice:
      "Find the transaction in pg_stat_activity, by the oldest xact_start with a backend_xid, and end it.",
  };
}

function handlerSigns({
  pending,
  failing,
  givenUp,
  oldestPendingSeconds,
}: SystemStatus["handlers"]): VitalSign[] {
  return [
    {
      title: "Open jobs",
      value: formatCount(pending),
      standing: standing(oldestPendingSeconds, 60, 3_600),
      meaning:
        pending === 0
          ? "No handler owes anything."
          : `The oldest has waited for ${formatDuration(oldestPendingSeconds)}.`,
      advice: "See under Handlers which one is behind, and its last error.",
    },
    {
      title: "Failing",
      value: formatCount(failing + givenUp),
      standing: givenUp > 0 ? "bad" : failing > 0 ? "warn" : "good",
      meaning: `${countOf(failing, "job is", "jobs are")} tried again by itself, ${formatCount(givenUp)} given up.`,
      advice: "Mend the cause of the last error, then press Retry under Handlers.",
    },
  ];
}

function standing(value: number, warnFrom: number, badFrom: number): Standing {
  if (value >= badFrom) return "bad";

  return value >= warnFrom ? "warn" : "good";
}
