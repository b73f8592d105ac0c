import type { SmokeApp } from "./smoke-app.ts";
import { catalogModule } from "./smoke-app.ts";

const reactDependencies = [
  "react@19",
  "react-dom@19",
  "@types/react@19",
  "@types/react-dom@19",
  "@types/node@24",
  "typescript@5.9",
  "zod@4",
];

/** React with Vite: compiled, bundled for browsers, and rendered on a server. */
const vite: SmokeApp = {
  name: "vite",
  dependencies: ["vite@7", "@vitejs/plugin-react@5", ...reactDependencies],
  files: {
    "index.html": '<div id="root"></div><script type="module" src="/src/main.tsx"></script>',
    "vite.config.ts": `
      import react from "@vitejs/plugin-react";
      import { defineConfig } from "vite";
      export default defineConfig({ plugins: [react()], ssr: { noExternal: true } });
    `,
    "src/events.ts": catalogModule,
    "src/app.tsx": `
      import { createAnalytics } from "@admin-events/client";
      import { AnalyticsProvider, useTrack } from "@admin-events/client/react";
      import type { events } from "./events";

      const analytics = createAnalytics<typeof events>({ url: "https://analytics.example.com", key: "pk_1" });

      function Order() {
        const track = useTrack<typeof events>();
        // @ts-expect-error: the total is missing
        void (() => track("order.placed", { orderId: "o_1" }));
        return <button onClick={() => track("order.placed", { orderId: "o_1", total: 42 })}>Order</button>;
      }

      export function App() {
        return <AnalyticsProvider client={analytics} path="/"><Order /></AnalyticsProvider>;
      }
    `,
    "src/main.tsx": `
      import { createRoot } from "react-dom/client";
      import { App } from "./app";
      createRoot(document.querySelector("#root")!).render(<App />);
    `,
    "src/server.tsx": `
      import { renderToString } from "react-dom/server";
      import { App } from "./app";
      if (!renderToString(<App />).includes("<button>Order</button>")) throw new Error("The page was not rendered.");
    `,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        jsx: "react-jsx",
        target: "es2022",
        module: "esnext",
        moduleResolution: "bundler",
        skipLibCheck: true,
        types: ["node"],
      },
      include: ["src"],
    }),
  },
  commands: [
    ["npx", "tsc"],
    ["npx", "vite", "build"],
    ["npx", "vite", "build", "--ssr", "src/server.tsx", "--outDir", "server"],
    ["node", "server/server.js"],
  ],
  sends: 0,
};

/** Next with a client component, and a route that tracks on the server. */
const next: SmokeApp = {
  name: "next",
  dependencies: ["next@16", ...reactDependencies],
  files: {
    "app/layout.tsx": `
      import type { ReactNode } from "react";
      import { Tracking } from "./tracking";

      export default function Layout({ children }: { children: ReactNode }) {
        return <html lang="en"><body><Tracking>{children}</Tracking></body></html>;
      }
    `,
    "app/tracking.tsx": `
      "use client";
      import { createAnalytics } from "@admin-events/client";
      import { AnalyticsProvider } from "@admin-events/client/react";
      import { usePathname } from "next/navigation";
      import type { ReactNode } from "react";

      const analytics = createAnalytics({ url: "https://analytics.example.com", key: "pk_1" });

      export function Tracking({ children }: { children: ReactNode }) {
        return <AnalyticsProvider client={analytics} path={usePathname()}>{children}</AnalyticsProvider>;
      }
    `,
    "app/page.tsx": "export default function Page() { return <h1>Orders</h1>; }",
    "app/order/route.ts": `
      import { defineEvents } from "@admin-events/catalog";
      import { createAnalytics } from "@admin-events/client/node";
      import { z } from "zod";

      const events = defineEvents({
        "smoke.next": { title: "Smoke", icon: "💨", metadata: z.object({ kind: z.string() }) },
      });

      export async function POST() {
        const analytics = createAnalytics<typeof events>({ url: process.env.SERVER_URL!, key: process.env.SECRET_KEY! });
        const { version } = await analytics.declare(events, { app: "smoke next" });
        analytics.track("smoke.next", { kind: "route" });
        const { sent } = await analytics.shutdown(10_000);
        return Response.json({ version, sent });
      }
    `,
    "start.mjs": `
      import { spawn } from "node:child_process";
      import { once } from "node:events";

      const port = process.env.APP_PORT;
      const server = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", port], { stdio: "inherit" });
      const url = "http://127.0.0.1:" + port;
      for (let attempt = 0; ; attempt++) {
        const page = await fetch(url).then((response) => response.text(), () => null);
        if (page?.includes("<h1>Orders</h1>")) break;
        if (attempt === 100 || server.exitCode !== null) throw new Error("Next did not start: " + page);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      const answer = await (await fetch(url + "/order", { method: "POST" })).json();
      server.kill();
      await once(server, "exit");
      if (answer.version !== 1 || answer.sent !== 1) throw new Error(JSON.stringify(answer));
    `,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        jsx: "react-jsx",
        target: "es2022",
        lib: ["dom", "dom.iterable", "es2022"],
        module: "esnext",
        moduleResolution: "bundler",
        esModuleInterop: true,
        isolatedModules: true,
        resolveJsonModule: true,
        skipLibCheck: true,
        incremental: true,
        plugins: [{ name: "next" }],
      },
      include: ["next-env.d.ts", "app", ".next/types/**/*.ts"],
      exclude: ["node_modules"],
    }),
  },
  commands: [
    ["npx", "next", "build"],
    ["node", "start.mjs"],
  ],
  sends: 1,
};

const typedApp = `
  import { defineEvents } from "@admin-events/catalog";
  import type { EventMetadata } from "@admin-events/catalog";
  import { createAnalytics } from "@admin-events/client";
  import { createAnalytics as createNodeAnalytics } from "@admin-events/client/node";
  import { createPages } from "@admin-events/client/pages";
  import { createQueryClient } from "@admin-events/client/query";
  import { AnalyticsProvider, useTrack } from "@admin-events/client/react";
  import { z } from "zod";

  const events = defineEvents({
    "order.placed": { title: "Ordered", icon: "📦", metadata: z.object({ total: z.number() }), pii: ["total"] },
  });
  const browser = createAnalytics<typeof events>({ url: "https://analytics.example.com", key: "pk_1" });
  browser.track("order.placed", { total: 42 });
  // @ts-expect-error: the total is a number
  browser.track("order.placed", { total: "42" });
  // @ts-expect-error: there is no such event
  browser.track("order.eaten");
  const server = createNodeAnalytics<typeof events>({ url: "http://127.0.0.1:9", key: "sk_1" });
  void server.declare(events, { app: "types" });
  export const metadata: EventMetadata<typeof events, "order.placed"> = { total: 1 };
  export const declared = server.declare({ "a.b": { title: "A", icon: "a", metadata: { type: "object" } } });
  export const query = createQueryClient({ url: "http://127.0.0.1:9" }).api.names.query();
  createPages(browser).watch({ history: true });
  export { AnalyticsProvider, useTrack };
`;

const resolutions = [
  ["commonjs", "node10", "main.ts"],
  ["node16", "node16", "main.cts"],
  ["node16", "node16", "main.mts"],
  ["nodenext", "nodenext", "main.mts"],
  ["esnext", "bundler", "main.ts"],
] as const;

/** Every way in which TypeScript finds types, also checking the declarations themselves. */
const types: SmokeApp = {
  name: "types",
  dependencies: ["@types/node@24", "@types/react@19", "react@19", "typescript@5.9", "zod@4"],
  files: { "main.ts": typedApp, "main.cts": typedApp, "main.mts": typedApp },
  commands: resolutions.map(([module, moduleResolution, file]) => [
    ...["npx", "tsc", "--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom,dom.iterable"],
    ...["--esModuleInterop", "--module", module, "--moduleResolution", moduleResolution, file],
  ]),
  sends: 0,
};

export const webApps: readonly SmokeApp[] = [types, vite, next];
