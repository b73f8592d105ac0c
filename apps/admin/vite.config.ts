import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { basename } from "node:path";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        // Its endpoint takes quadratic time for long paths, and there are few routes to discover.
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    tailwindcss(),
  ],
  experimental: {
    // The server chooses the base path when it starts, so that files that browsers load must not name paths from the root.
    // Both builds must write the same style sheet, and Vite has no relative paths for that of the server's build.
    renderBuiltUrl: (file, { ssr, hostType }) =>
      hostType === "css" ? `./${basename(file)}` : ssr ? undefined : { relative: true },
  },
  build: { sourcemap: false },
});
