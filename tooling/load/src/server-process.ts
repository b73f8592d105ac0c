import type { ServerOptions } from "@admin-events/server";
import { cookieFrom, followLink } from "@admin-events/server/testing/follow-link";
import { createApiKey } from "@admin-events/core/access";
import { connect } from "@admin-events/db";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** How the server in the process is set up; what a message between processes cannot carry stays at its default. */
export type ServeSettings = Omit<ServerOptions, "log" | "mailer">;

/** What the process tells the one that started it: once that it is ready, and how much memory it holds. */
export type ServerMessage =
  { url: string; signInLink: string } | { residentBytes: number } | { usedBytes: number };

/** What it is told: by how many milliseconds its clock is off from now on, or to say what memory it uses. */
export type ServeOrder = { shiftClockBy: number } | { tell: "used bytes" };

/** The real server, without its panel, in a process of its own, on the loopback interface. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  port: number;
  /** The Cookie header of somebody who signed in as an admin. */
  cookie: string;
  /** The text of a new secret key. */
  key: () => Promise<string>;
  /** The memory that it holds now, and the most that it has held so far, in bytes. */
  residentBytes: () => number;
  mostResidentBytes: () => number;
  /** The memory that it uses, in bytes, when garbage is not counted. */
  usedBytes: () => Promise<number>;
  shiftClock: (milliseconds: number) => void;
  /** Ends it as `kill -9` does. */
  kill: () => Promise<void>;
  /** Ends it in order, as a deployment does: what is under way is finished. */
  stop: () => Promise<void>;
}

/** Any server of one run accepts the cookies of the others. */
const authSecret = "one secret for all the servers of a run";

export async function startServerProcess(
  settings: ServeSettings & { databaseUrl: string },
): Promise<ServerProcess> {
  // Standard output is for tables and JSON.
  const child = fork(
    join(import.meta.dirname, "serve.ts"),
    [JSON.stringify({ port: 0, authSecret, ...settings })],
    { stdio: ["ignore", process.stderr, "inherit", "ipc"], execArgv: ["--expose-gc"] },
  );
  const ready = Promise.withResolvers<{ url: string; signInLink: string }>();
  let [now, most] = [0, 0];
  let used = Promise.withResolvers<number>();
  child.on("message", (message: ServerMessage) => {
    if ("url" in message) {
      ready.resolve(message);
    } else if ("usedBytes" in message) {
      used.resolve(message.usedBytes);
    } else {
      now = message.residentBytes;
      most = Math.max(most, now);
    }
  });
  const exited = once(child, "exit");
  child.once("exit", (code) => ready.reject(new Error(`The server ended with code ${code}.`)));

  const { url, signInLink } = await ready.promise;

  return {
    url,
    port: Number(new URL(url).port),
    cookie: cookieFrom(await followLink(signInLink)),
    key: () => createSecretKey(settings.databaseUrl),
    residentBytes: () => now,
    mostResidentBytes: () => most,
    usedBytes() {
      used = Promise.withResolvers();
      child.send({ tell: "used bytes" } satisfies ServeOrder);
      return used.promise;
    },
    shiftClock: (shiftClockBy) => void child.send({ shiftClockBy } satisfies ServeOrder),
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
