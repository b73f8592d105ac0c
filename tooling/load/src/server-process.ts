import type { ServerOptions } from "@admin-events/server";
import { cookieFrom, followLink } from "@admin-events/server/testing/follow-link";
import { createApiKey } from "@admin-events/core/access";
import { connect } from "@admin-events/db";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Options that a message between processes can carry; the others keep their defaults. */
export type ServeOptions = Omit<ServerOptions, "log" | "mailer">;

/** From the server's process to its parent: once that it is ready, and regularly its memory. */
export type ServerMessage =
  { url: string; signInLink: string } | { residentBytes: number } | { usedBytes: number };

/** From the parent: shift the clock by milliseconds, or report the memory in use. */
export type ServeCommand = { shiftClockBy: number } | { report: "usedBytes" };

/** The real server, without its panel, in its own process on the loopback interface. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  port: number;
  cookie: string;
  createKey: () => Promise<string>;
  /** Resident memory now, and its maximum so far, in bytes. */
  residentBytes: () => number;
  peakResidentBytes: () => number;
  usedBytes: () => Promise<number>;
  shiftClock: (milliseconds: number) => void;
  kill: () => Promise<void>;
  /** Shuts down as a deployment does: requests in progress are finished. */
  stop: () => Promise<void>;
}

/** Shared by all servers of a run, so that each accepts the cookies of the others. */
const AUTH_SECRET = "one secret for all the servers of a run";

export async function startServerProcess(
  options: ServeOptions & { databaseUrl: string },
): Promise<ServerProcess> {
  // Standard output is for tables and JSON.
  const child = fork(
    join(import.meta.dirname, "serve.ts"),
    [JSON.stringify({ port: 0, authSecret: AUTH_SECRET, ...options })],
    { stdio: ["ignore", process.stderr, "inherit", "ipc"], execArgv: ["--expose-gc"] },
  );
  const ready = Promise.withResolvers<{ url: string; signInLink: string }>();
  let [resident, peak] = [0, 0];
  let used = Promise.withResolvers<number>();
  child.on("message", (message: ServerMessage) => {
    if ("url" in message) {
      ready.resolve(message);
    } else if ("usedBytes" in message) {
      used.resolve(message.usedBytes);
    } else {
      resident = message.residentBytes;
      peak = Math.max(peak, resident);
    }
  });
  const exited = once(child, "exit");
  child.once("exit", (code) => ready.reject(new Error(`The server ended with code ${code}.`)));

  const { url, signInLink } = await ready.promise;

  return {
    url,
    port: Number(new URL(url).port),
    cookie: cookieFrom(await followLink(signInLink)),
    createKey: () => createSecretKey(options.databaseUrl),
    residentBytes: () => resident,
    peakResidentBytes: () => peak,
    usedBytes() {
      used = Promise.withResolvers();
      child.send({ report: "usedBytes" } satisfies ServeCommand);
      return used.promise;
    },
    shiftClock: (shiftClockBy) => void child.send({ shiftClockBy } satisfies ServeCommand),
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

async function createSecretKey(databaseUrl: string): Promise<string> {
  const orm = await connect({ url: databaseUrl, poolSize: 1 });
  try {
    return (await createApiKey(orm.em.fork(), { kind: "secret", name: "Load" })).key;
  } finally {
    await orm.close();
  }
}
