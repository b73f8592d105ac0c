import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const everywhere = {
  exclude: [...configDefaults.exclude, "**/build/**", "tooling/e2e/**"],
  setupFiles: [beside("fail-on-console.ts")],
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

/** `.test.ts` runs in Node, `.test.tsx` in a page. `.test-d.ts` holds no test to run: `tsc` checks it like any other file. */
export default defineConfig({
  test: {
    globalSetup: [beside("global-setup.ts")],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...everywhere,
          name: "node",
          environment: "node",
          include: ["{apps,packages,tooling}/**/*.test.ts"],
        },
      },
      {
        esbuild: { jsx: "automatic" },
        test: {
          ...everywhere,
          name: "dom",
          environment: "happy-dom",
          include: ["{apps,packages}/**/*.test.tsx"],
          // Testing Library cleans up after each test only where it finds a global `afterEach`.
          globals: true,
        },
      },
    ],
  },
});
