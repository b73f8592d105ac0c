import type { ChildProcess } from "node:child_process";
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { repository } from "./repository.ts";
import { endScript } from "./script.ts";

export interface ProxyOptions {
  /** An existing folder for the configuration, certificate and temporary files. */
  folder: string;
  port: number;
  /** Of Admin Events. */
  serverPort: number;
  /** Of the application that has the rest of the host. */
  appPort: number;
}

/** A change of a sample: what is replaced, and by which text. */
export type Change = readonly [replaced: string | RegExp, text: string];

/** Starts Debian's nginx, as the user of this process, with the sample configuration on other ports. Serves `https://localhost`. */
export async function startNginx(
  { folder, port, serverPort, appPort }: ProxyOptions,
  changes: readonly Change[] = [],
): Promise<AsyncDisposable> {
  const { certificate, key } = await createCertificate(folder);
  const site = await readSample("nginx.conf", [
    ["  listen [::]:443 ssl;\n", ""],
    ["listen 443 ssl", `listen 127.0.0.1:${port} ssl`],
    ["server_name example.com", "server_name localhost"],
    ["/etc/ssl/example.com.pem", certificate],
    ["/etc/ssl/example.com.key", key],
    ["127.0.0.1:3000", `127.0.0.1:${appPort}`],
    ["127.0.0.1:4300", `127.0.0.1:${serverPort}`],
    ...changes,
  ]);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join("\n");
  const file = join(folder, "nginx.conf");
  const main = `pid ${join(folder, "nginx.pid")};\ndaemon off;\nerror_log stderr error;\nevents {}`;
  await writeFile(file, `${main}\nhttp {\naccess_log off;\n${temporary}\n${site}\n}\n`);

  return startProgram("/usr/sbin/nginx", ["-c", file, "-p", folder], "nginx-light", port);
}

/** As `startNginx`, with Debian's Caddy. */
export async function startCaddy({
  folder,
  port,
  serverPort,
  appPort,
}: ProxyOptions): Promise<AsyncDisposable> {
  const { certificate, key } = await createCertificate(folder);
  const site = await readSample("Caddyfile", [
    ["example.com {", `https://localhost:${port} {\n\ttls ${certificate} ${key}`],
    ["127.0.0.1:3000", `127.0.0.1:${appPort}`],
    ["127.0.0.1:4300", `127.0.0.1:${serverPort}`],
  ]);
  const file = join(folder, "Caddyfile");
  await writeFile(
    file,
    `{\n\tadmin off\n\tauto_https disable_redirects\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n${site}`,
  );

  return startProgram("/usr/bin/caddy", ["run", "--config", file, "--adapter", "caddyfile"], "caddy", port, {
    HOME: folder,
  });
}

async function createCertificate(folder: string): Promise<{ certificate: string; key: string }> {
  const [certificate, key] = [join(folder, "localhost.pem"), join(folder, "localhost.key")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const files = ["-keyout", key, "-out", certificate];
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...subject, ...files];
  if (!existsSync(certificate)) await promisify(execFile)("openssl", args);

  return { certificate, key };
}

async function readSample(name: string, changes: readonly Change[]): Promise<string> {
  const sample = await readFile(join(repository, "tooling/deploy", name), "utf8");

  return changes.reduce((text, [replaced, by]) => {
    const changed = text.replace(replaced, by);
    if (changed === text) throw new Error(`The sample ${name} has no ${String(replaced)}.`);
    return changed;
  }, sample);
}

async function startProgram(
  program: string,
  args: readonly string[],
  debianPackage: string,
  port: number,
  environment: Record<string, string> = {},
): Promise<AsyncDisposable> {
  if (!existsSync(program))
    throw new Error(
      `${program} is not installed, which the proxy tests need. Run: apt-get install ${debianPackage}`,
    );

  const env = { PATH: process.env.PATH, ...environment };
  const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"], env });
  await waitForPort(port, child);

  return { [Symbol.asyncDispose]: () => endScript(child, "SIGTERM") };
}

async function waitForPort(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await canConnect(port))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${child.spawnfile} did not start. Its message is above.`);
    await sleep(50);
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
