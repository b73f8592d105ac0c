import { spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findUnprivilegedAccount } from "./debian-cluster.ts";

/** Debian's PgBouncer in transaction mode: each transaction may get another session of PostgreSQL. */
export interface Pooler extends AsyncDisposable {
  /** The same database and role, through the pooler. */
  toPooledUrl: (url: string) => string;
}

interface PoolerOptions {
  /** Created by the function. Its parent must be accessible to every user. */
  folder: string;
  port: number;
  /** Addresses of PostgreSQL, whose roles may connect to its databases. */
  urls: readonly string[];
}

const START_TIMEOUT_MS = 10_000;

/** Few sessions, so that clients change between them, and no setting that would make it lenient. */
export async function startPooler({ folder, port, urls }: PoolerOptions): Promise<Pooler> {
  const account = await findUnprivilegedAccount();
  const targets = urls.map((url) => new URL(url));
  const [configFile, usersFile] = [join(folder, "pgbouncer.ini"), join(folder, "users.txt")];
  const databases = new Set(
    targets.map(({ hostname, port: at, pathname }) => `${pathname.slice(1)} = host=${hostname} port=${at}`),
  );
  const users = new Set(
    targets.map(
      ({ username, password }) => `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"`,
    ),
  );
  const config = [
    "[databases]",
    ...databases,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = scram-sha-256",
    `auth_file = ${usersFile}`,
    "pool_mode = transaction",
    "default_pool_size = 4",
    "max_client_conn = 200",
  ];

  await mkdir(folder);
  await writeFile(configFile, `${config.join("\n")}\n`);
  await writeFile(usersFile, `${[...users].join("\n")}\n`);
  if (account)
    await Promise.all([folder, configFile, usersFile].map((path) => chown(path, account.uid, account.gid)));
  const child = spawn("/usr/sbin/pgbouncer", ["-q", configFile], { ...account, stdio: "ignore", cwd: "/" });
  const failed = once(child, "error").then(([error]) => {
    throw new Error("PgBouncer is not installed, which this test needs. Run: apt-get install pgbouncer.", {
      cause: error,
    });
  });
  await Promise.race([waitForPort(port), failed]);

  return {
    toPooledUrl(url) {
      const pooled = new URL(url);
      pooled.port = String(port);

      return pooled.href;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill("SIGINT");
      await ended;
    },
  };
}

async function waitForPort(port: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    if (Date.now() > deadline) throw new Error(`PgBouncer did not listen on port ${port} in time.`);
    await sleep(100);
  }
}
