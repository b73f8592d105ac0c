import { once } from "node:events";
import { WebSocket } from "ws";
import type { Proof } from "../proof.ts";

/** The answer to a request of another site's page with its visitor's cookie. */
const foreign = { origin: "https://evil.example" };

export const foreignPages: Proof = {
  claim: "a page of another site opens no socket and changes nothing with its visitor's cookie",
  async run({ servers: [{ url, cookie }] }) {
    const form = new FormData();
    form.set("name", "welcome-email");
    const posts: [string, RequestInit][] = [
      ["/trpc/handlers.retry", { headers: { ...foreign, cookie }, body: '{"name":"welcome-email"}' }],
      ["/trpc/handlers.retry", { headers: { cookie, origin: url }, body: form }],
      ["/sign-out", { headers: { ...foreign, cookie } }],
      ["/sign-in", { headers: { "sec-fetch-site": "cross-site", cookie } }],
      ["/preferences", { headers: { origin: "null", cookie } }],
      ["/preferences.data", { headers: { ...foreign, cookie } }],
      ["/?_data=routes%2Fpreferences", { headers: { ...foreign, cookie } }],
      ["/api/auth/sign-out", { headers: { ...foreign, cookie } }],
    ];
    const failures: string[] = [];

    for (const [path, init] of posts) {
      const { status } = await fetch(url + path, { method: "POST", redirect: "manual", ...init });
      if (status !== 403 && status !== 415) failures.push(`POST ${path} was answered with ${status}.`);
    }
    for (const origin of [
      foreign.origin,
      "null",
      "http://localhost.evil.example",
      url.replace("http", "https"),
    ]) {
      if (await opens(url, { cookie, origin })) failures.push(`A socket opened for a page of ${origin}.`);
    }

    return { measured: `${posts.length} requests and 4 sockets refused`, failures };
  },
};

async function opens(url: string, headers: Record<string, string>): Promise<boolean> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/trpc`, { headers });
  try {
    await once(socket, "open");
    socket.close();
    return true;
  } catch {
    return false;
  }
}
