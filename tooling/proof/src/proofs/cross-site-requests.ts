import { once } from "node:events";
import { WebSocket } from "ws";
import type { Proof } from "../proof.ts";

const CROSS_SITE = { origin: "https://evil.example" };

export const crossSiteRequests: Proof = {
  claim: "A page of another site can neither open a WebSocket nor change data with its visitor's cookie",
  async run({ servers: [{ url, cookie }] }) {
    const form = new FormData();
    form.set("name", "greet");
    const posts: [string, RequestInit][] = [
      ["/trpc/handlers.retry", { headers: { ...CROSS_SITE, cookie }, body: '{"name":"greet"}' }],
      ["/trpc/handlers.retry", { headers: { cookie, origin: url }, body: form }],
      ["/sign-out", { headers: { ...CROSS_SITE, cookie } }],
      ["/sign-in", { headers: { "sec-fetch-site": "cross-site", cookie } }],
      ["/preferences", { headers: { origin: "null", cookie } }],
      ["/preferences.data", { headers: { ...CROSS_SITE, cookie } }],
      ["/?_data=routes%2Fpreferences", { headers: { ...CROSS_SITE, cookie } }],
      ["/api/auth/sign-out", { headers: { ...CROSS_SITE, cookie } }],
    ];
    const failures: string[] = [];

    for (const [path, init] of posts) {
      const { status } = await fetch(url + path, { method: "POST", redirect: "manual", ...init });
      if (status !== 403 && status !== 415) failures.push(`POST ${path} returned status ${status}.`);
    }
    for (const origin of [
      CROSS_SITE.origin,
      "null",
      "http://localhost.evil.example",
      url.replace("http", "https"),
    ]) {
      if (await canOpenSocket(url, { cookie, origin }))
        failures.push(`A WebSocket opened for a page of ${origin}.`);
    }

    return { measured: `${posts.length} requests and 4 WebSockets rejected`, failures };
  },
};

async function canOpenSocket(url: string, headers: Record<string, string>): Promise<boolean> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/trpc`, { headers });
  try {
    await once(socket, "open");
    socket.close();
    return true;
  } catch {
    return false;
  }
}
