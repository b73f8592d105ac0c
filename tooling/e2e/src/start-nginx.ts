import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { repository } from "./repository.ts";
import { endScript } from "./script.ts";

export interface NginxOptions {
  /** An existing folder for the configuration, certificate and temporary files. */
  folder: string;
  port: number;
  /** Of Admin Events. */
  serverPort: number;
  /** Of the application that has the rest of the host. */
  appPort: number;
  /** Changes of the sample, as text and its replacement. */
  changes?: readonly (readonly [string, string])[];
}

const run = promisify(execFile);
const PROGRAM = "/usr/sbin/nginx";

/** Starts Debian's nginx, as the user of this process, with the sample configuration on other ports. Serves `https://localhost`. */
export async function startNginx({
  folder,
  port,
  serverPort,
  appPort,
  changes = [],
}: NginxOptions): Promise<AsyncDisposable> {
  if (!existsSync(PROGRAM))
    throw new Error("nginx is not installed, which the proxy tests need. Run: apt-get install nginx-light.");

  const [certificate, key] = [join(folder, "localhost.pem"), join(folder, "localhost.key")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  await run("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "1",
    ...subject,
    "-keyout",
    key,
    "-out",
    certificate,
  ]);
  const site = await readSample([
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
  await mkdir(folder, { recursive: true });
  const file = join(folder, "nginx.conf");
  await writeFile(
    file,
    `pid ${join(folder, "nginx.pid")};
daemon off;
error_log stderr warn;
events {}
http {
access_log off;
${temporary}
${site}
}
`,
  );
  await chmod(folder, 0o755);

  const child = spawn(PROGRAM, ["-c", file, "-p", folder], { stdio: ["ignore", "inherit", "inherit"] });
  await waitForPort(port, () => child.exitCode !== null);

  return { [Symbol.asyncDispose]: () => endScript(child, "SIGTERM") };
}

async function readSample(changes: readonly (readonly [string, string])[]): Promise<string> {
  const sample = await readFile(join(repository, "tooling/deploy/nginx.conf"), "utf8");

  return changes.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`The sample has no ${JSON.stringify(before)}.`);
    return text.replaceAll(before, after);
  }, sample);
}

async function waitForPort(port: number, hasExited: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await canConnect(port))) {
    if (hasExited() || Date.now() > deadline) throw new Error("nginx did not start. Its message is above.");
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
