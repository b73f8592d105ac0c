import { createApiKey } from "@admin-events/core/access";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { BenchDatabase } from "../bench-database.ts";
import type { ServerMessage } from "./serve.ts";

/** The real server, without its panel, in a process of its own, on the loopback interface. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  /** The Cookie header of somebody who signed in as an admin. */
  cookie: string;
  /** The text of a new secret key. */
  key: () => Promise<string>;
  /** The most memory it has held so far, in bytes. */
  mostResidentBytes: () => number;
}

export async function startServerProcess({ url: databaseUrl, orm }: BenchDatabase): Promise<ServerProcess> {
  // Standard output is for tables and JSON.
  const child = fork(join(import.meta.dirname, "serve.ts"), [databaseUrl], {
    stdio: ["ignore", process.stderr, "inherit", "ipc"],
  });
  const ready = Promise.withResolvers<{ url: string; signInLink: string }>();
  let most = 0;
  child.on("message", (message: ServerMessage) => {
    if ("url" in message) ready.resolve(message);
    else most = Math.max(most, message.residentBytes);
  });
  const exited = once(child, "exit");
  child.once("exit", (code) => ready.reject(new Error(`The server ended with code ${code}.`)));

  const { url, signInLink } = await ready.promise;
  const answer = await fetch(signInLink, { redirect: "manual" });

  return {
    url,
    cookie: answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; "),
    key: async () => (await createApiKey(orm.em, { kind: "secret", name: "Bench" })).key,
    mostResidentBytes: () => most,
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
