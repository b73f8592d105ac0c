import { join } from "node:path";
import { buildPackage } from "./build-package.ts";

// Without the events and features of this repository: an app defines its own.
await buildPackage({
  root: join(import.meta.dirname, "../../../packages/catalog"),
  entries: ["library.ts"],
  getOptions: () => ({ platform: "neutral", target: "es2022", external: ["zod"] }),
});
