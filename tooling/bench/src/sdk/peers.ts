import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundledSize } from "@admin-events/client/publishing";

/** The browser clients we are measured beside, as their documentation says to import them. */
const peers = {
  "posthog-js": { version: "1.449.2", code: 'export { default } from "posthog-js";' },
  "@segment/analytics-next": {
    version: "1.84.3",
    code: 'export { AnalyticsBrowser } from "@segment/analytics-next";',
  },
  "@amplitude/analytics-browser": {
    version: "2.46.0",
    code: 'export * from "@amplitude/analytics-browser";',
  },
  "mixpanel-browser": { version: "2.83.0", code: 'export { default } from "mixpanel-browser";' },
  "@openpanel/web": { version: "1.4.1", code: 'export { OpenPanel } from "@openpanel/web";' },
};

/** Their gzipped sizes in bytes, by name. They are installed into a temporary folder, for this run only. */
export async function sizesOfPeers(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-peers-"));
  try {
    await install(folder);
    const sizes = Object.entries(peers).map(async ([name, { code }]) => {
      return [name, await bundledSize(code, folder)] as const;
    });
    return Object.fromEntries(await Promise.all(sizes));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function install(folder: string): Promise<void> {
  const dependencies = Object.fromEntries(
    Object.entries(peers).map(([name, { version }]) => [name, version]),
  );
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }),
  );

  const options = ["--no-audit", "--no-fund", "--ignore-scripts"];
  await promisify(execFile)("npm", ["install", ...options], { cwd: folder }).catch((error: Error) => {
    throw new Error(
      "The clients to compare with could not be installed: is registry.npmjs.org within reach?",
      { cause: error },
    );
  });
}
