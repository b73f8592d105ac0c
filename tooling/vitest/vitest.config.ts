import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const resolvePath = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const shared = {
  exclude: [...configDefaults.exclude, "**/build/**", "tooling/e2e/**"],
  setupFiles: [resolvePath("fail-on-console.ts"), resolvePath("wait-longer.ts")],
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

/** `.test.ts` runs in Node and `.test.tsx` in a simulated page. `.test-d.ts` is not run: `tsc` checks it. */
export default defineConfig({
  test: {
    globalSetup: [resolvePath("global-setup.ts")],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: "node",
          environment: "node",
          include: ["{apps,packages,tooling}/**/*.test.ts"],
        },
      },
      {
        esbuild: { jsx: "automatic" },
        test: {
          ...shared,
          name: "dom",
          environment: "happy-dom",
          include: ["{apps,packages}/**/*.test.tsx"],
          // Testing Library cleans up after each test only if there is a global `afterEach`.
          globals: true,
        },
      },
    ],
  },
});
