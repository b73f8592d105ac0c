import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getBundledSize } from "@admin-events/client/publishing";
import { installPackages } from "../install-packages.ts";

/** Other browser clients, imported as their documentation says. */
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

/** Gzipped bytes by name. Installs the clients into a temporary folder, for this run only. */
export async function measurePeers(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-peers-"));
  try {
    const versions = Object.entries(peers).map(([name, { version }]) => [name, version] as const);
    await installPackages(folder, Object.fromEntries(versions));
    const sizes = Object.entries(peers).map(async ([name, { code }]) => {
      return [name, await getBundledSize(code, folder)] as const;
    });
    return Object.fromEntries(await Promise.all(sizes));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
