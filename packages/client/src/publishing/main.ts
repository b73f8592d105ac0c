import { buildClient } from "./build-package.ts";

await buildClient();
