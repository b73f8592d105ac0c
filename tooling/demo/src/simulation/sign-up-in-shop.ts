import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { makePerson } from "./people.ts";
import type { Random } from "./random.ts";

export interface ShopUrls {
  shopUrl: string;
  mailboxUrl: string;
}

const SECOND = 1_000;
const CONFIRMATION_RATE = 0.78;
const ORDER_RATE = 0.3;

const mails = z.array(z.object({ text: z.string() }));
const customer = z.object({ id: z.string() });

/**
 * Registers a new customer over the shop's HTTP API. Most of them follow the link in the mail, and some of those place an
 * order.
 *
 * @returns the customer's id; null if they did not sign in.
 * @throws {Error} if the shop or the mailbox fails, or the signal aborts.
 */
export async function signUpInShop(
  { shopUrl, mailboxUrl }: ShopUrls,
  random: Random,
  signal: AbortSignal,
): Promise<string | null> {
  const { name, email } = makePerson(getUniqueNumber(), random);
  const pause = (low: number, high: number) => sleep(random.between(low, high), undefined, { signal });
  const post = (path: string, body: object, headers = {}) =>
    send(`${shopUrl}/api${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal,
    });

  const plan = random.chance(0.15) ? "club" : "free";
  const source = random.pick(["search", "friend", "instagram"]);
  await post("/register", { name, email, plan, source });
  if (!random.chance(CONFIRMATION_RATE)) return null;

  await pause(3 * SECOND, 25 * SECOND);
  const response = await send(`${mailboxUrl}/mails?to=${encodeURIComponent(email)}`, { signal });
  const texts = mails.parse(await response.json()).map(({ text }) => text);
  const token = /token=([\w.-]+)/.exec(texts.join("\n"))?.[1];
  if (!token) return null;

  const signedIn = await post("/sign-in", { token });
  const { id } = customer.parse(await signedIn.json());

  if (random.chance(ORDER_RATE)) {
    await pause(5 * SECOND, 20 * SECOND);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const sku = random.pick(["ember-blend", "first-light", "tasting-flight"]);
    await post("/orders", { sku, quantity: random.whole(1, 2) }, { cookie });
  }
  return id;
}

let lastNumber = 0;

/** Unique across runs, because earlier customers are still registered. */
function getUniqueNumber(): number {
  lastNumber = Math.max(lastNumber + 1, Math.floor(Date.now() / SECOND));

  return lastNumber;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${init.method ?? "GET"} ${url} returned ${response.status}.`);

  return response;
}
