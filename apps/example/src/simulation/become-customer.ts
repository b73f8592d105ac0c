import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { makePerson } from "./people.ts";
import type { Random } from "./random.ts";

const second = 1_000;
const confirmationRate = 0.78;
const orderRate = 0.3;

const mailList = z.array(z.object({ id: z.string() }));
const mail = z.object({ text: z.string().nullable() });
const account = z.object({ id: z.string() });

/**
 * Registers a new person in the shop the way a browser does, and perhaps clicks the link in the mail and orders
 * something. Answers the new customer's id; null for those who never click.
 *
 * @throws when the shop cannot be reached or refuses, and when the signal aborts.
 */
export async function becomeCustomer(
  shopUrl: string,
  random: Random,
  signal: AbortSignal,
): Promise<string | null> {
  const { name, email } = makePerson(uniqueNumber(), random);
  const pause = (low: number, high: number) => sleep(random.between(low, high), undefined, { signal });
  const ask: Ask = (path, init) => askShop(shopUrl + path, { ...init, signal });

  const plan = random.chance(0.15) ? "club" : "free";
  const source = random.pick(["search", "friend", "instagram"]);
  await ask("/api/register", post({ name, email, plan, source }));
  if (!random.chance(confirmationRate)) return null;

  await pause(3 * second, 25 * second);
  const token = await findToken(email, ask);
  if (token === null) return null;

  const signedIn = await ask("/api/sign-in", post({ token }));
  const { id } = account.parse(await signedIn.json());

  if (random.chance(orderRate)) {
    await pause(5 * second, 20 * second);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const sku = random.pick(["ember-blend", "first-light", "tasting-flight"]);
    await ask("/api/orders", post({ lines: [{ sku, quantity: random.whole(1, 2) }] }, { cookie }));
  }
  return id;
}

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** The token of the newest sign-in link; other mails, such as a welcome, may have come after it. */
async function findToken(email: string, ask: Ask): Promise<string | null> {
  const mails = mailList.parse(await (await ask(`/api/mailbox?to=${encodeURIComponent(email)}`)).json());

  for (const { id } of mails) {
    const { text } = mail.parse(await (await ask(`/api/mailbox/${id}`)).json());
    const token = /token=([\w.-]+)/.exec(text ?? "")?.[1];
    if (token) return token;
  }
  return null;
}

let lastNumber = 0;

/** Different from those of earlier runs, whose people have registered already. */
function uniqueNumber(): number {
  lastNumber = Math.max(lastNumber + 1, Math.floor(Date.now() / second));

  return lastNumber;
}

function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

async function askShop(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${init.method ?? "GET"} ${url} was answered with ${response.status}.`);

  return response;
}
