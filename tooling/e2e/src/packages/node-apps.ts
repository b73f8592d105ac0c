import type { SmokeApp } from "./smoke-app.ts";

/** The oldest Node that the packages promise in \`engines\`. */
const OLDEST_NODE = "20.0.0";

const common = `
const options = { url: process.env.SERVER_URL, key: process.env.SECRET_KEY, onError: (problem) => { throw new Error(problem.message); } };
`;

const use = (name: string) => `
async function main() {
  ${common}
  const events = defineEvents({
    "smoke.${name}": { title: "Smoke", icon: "💨", metadata: z.object({ kind: z.string() }), describe: "{metadata.kind}" },
  });
  const analytics = createAnalytics(options);
  const { version, warnings } = await analytics.declare(events, { app: "smoke ${name}" });
  if (version !== 1 || warnings.length > 0) throw new Error(JSON.stringify({ version, warnings }));
  analytics.identify("u_1", { name: "Ann" });
  analytics.track("smoke.${name}", { kind: process.version }, { userId: "u_1" });
  const { sent, dropped } = await analytics.shutdown(10_000);
  if (sent !== 2 || dropped !== 0) throw new Error(JSON.stringify({ sent, dropped }));
  const query = createQueryClient({ url: options.url });
  if (typeof query.onEvent !== "function" || typeof createPages !== "function") throw new Error("exports are missing");
}
main();
`;

const plainDependencies = ["zod@4"];

/** JavaScript without a compiler or bundler, as ES modules and as CommonJS. */
const plainApps = ["esm", "cjs"].flatMap((kind): SmokeApp[] =>
  [undefined, OLDEST_NODE].map((nodeVersion) => {
    const name = `plain_${kind}${nodeVersion ? "_oldest_node" : ""}`;
    const imports: [string, string][] = [
      ["{ defineEvents }", "@admin-events/catalog"],
      ["{ createAnalytics }", "@admin-events/client/node"],
      ["{ createPages }", "@admin-events/client/pages"],
      ["{ createQueryClient }", "@admin-events/client/query"],
      ["{ z }", "zod"],
    ];
    const code = imports
      .map(([names, from]) =>
        kind === "esm" ? `import ${names} from "${from}";` : `const ${names} = require("${from}");`,
      )
      .join("\n");
    const file = kind === "esm" ? "main.mjs" : "main.cjs";

    return {
      name,
      nodeVersion,
      dependencies: plainDependencies,
      files: { [file]: code + use(name) },
      commands: [["node", file]],
      sends: 1,
    };
  }),
);

const request = (name: string, url: string) => `
  await fetch(${url});
  const { sent } = await analytics.shutdown(10_000);
  if (sent < 2) throw new Error("sent " + sent + " items, not the request and the event of smoke.${name}");
`;

/** TypeScript compiled to CommonJS, with the oldest way of finding types. */
const express: SmokeApp = {
  name: "express",
  dependencies: ["express@5", "@types/express@5", "@types/node@24", "typescript@5.9", "zod@4"],
  files: {
    "main.ts": `
      import { createAnalytics } from "@admin-events/client/node";
      import { defineEvents } from "@admin-events/catalog";
      import type { AddressInfo } from "node:net";
      import express = require("express");

      const events = defineEvents({ "smoke.express": { title: "Smoke", icon: "💨" } });
      const analytics = createAnalytics<typeof events>({ url: process.env.SERVER_URL!, key: process.env.SECRET_KEY! });
      // @ts-expect-error: there is no such event
      () => analytics.track("smoke.other");
      const app = express();
      app.use(analytics.requests.express());
      app.use(analytics.express(() => ({ userId: "u_1" })));
      app.get("/orders/:id", (_request, response) => {
        analytics.track("smoke.express");
        response.send("ok");
      });
      const server = app.listen(0, async () => {
        const { port } = server.address() as AddressInfo;
        ${request("express", "`http://127.0.0.1:${port}/orders/1`")}
        server.close();
      });
    `,
  },
  commands: [
    [
      "npx",
      "tsc",
      "--strict",
      "--skipLibCheck",
      "--target",
      "es2022",
      "--module",
      "commonjs",
      "--moduleResolution",
      "node10",
      "main.ts",
    ],
    ["node", "main.js"],
  ],
  sends: 1,
};

/** TypeScript compiled to ES modules. */
const fastify: SmokeApp = {
  name: "fastify",
  dependencies: ["fastify@5", "@types/node@24", "typescript@5.9", "zod@4"],
  files: {
    "main.mts": `
      import { createAnalytics } from "@admin-events/client/node";
      import { fastify } from "fastify";

      const analytics = createAnalytics({ url: process.env.SERVER_URL!, key: process.env.SECRET_KEY! });
      const app = fastify();
      app.addHook("preHandler", analytics.fastify(() => ({ userId: "u_1" })));
      app.addHook("onResponse", analytics.requests.fastify());
      app.get("/orders/:id", () => {
        analytics.track("smoke.fastify");
        return "ok";
      });
      const url = await app.listen({ port: 0 });
      ${request("fastify", "`${url}/orders/1`")}
      await app.close();
    `,
  },
  commands: [
    ["npx", "tsc", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "node16", "main.mts"],
    ["node", "main.mjs"],
  ],
  sends: 1,
};

export const nodeApps: readonly SmokeApp[] = [...plainApps, express, fastify];
