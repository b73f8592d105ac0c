import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const setupFiles = [beside("fail-on-console.ts")];

export default defineConfig({
  test: {
    globalSetup: [beside("global-setup.ts")],
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: ["packages/**/*.test.ts", "apps/{server,example}/**/*.test.ts", "tooling/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "**/{dist,build}/**", "tooling/e2e/**"],
          setupFiles,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        esbuild: { jsx: "automatic" },
        test: {
          name: "dom",
          environment: "happy-dom",
          include: ["apps/admin/app/**/*.test.{ts,tsx}", "{packages,apps/example}/**/*.test.tsx"],
          exclude: [...configDefaults.exclude, "**/{dist,build}/**"],
          // Testing Library cleans up after each test only where it finds a global `afterEach`.
          globals: true,
          setupFiles,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
