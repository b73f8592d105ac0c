import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";

const debianChromium = "/usr/bin/chromium";
/** Tests of an app that adopts the product, which start their own clusters and proxies: `pnpm e2e --adopt`. */
const adopt = /(adopt|docs|proxy|shared-database|sql-track)\.spec\.ts$/;

export default defineConfig({
  testDir: "src",
  outputDir: "../../test-results",
  globalSetup: "./src/build-apps.ts",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [["list"]],
  projects: [
    { name: "panel", testIgnore: adopt },
    { name: "adopt", testMatch: adopt },
  ],
  use: {
    launchOptions: {
      executablePath: existsSync(debianChromium) ? debianChromium : undefined,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    trace: "retain-on-failure",
    viewport: { width: 1280, height: 860 },
  },
});
