import type { Mail, MailSummary } from "../mail/mailbox.ts";
import type { Order } from "../orders/order-book.ts";
import type { CartLine } from "../orders/price-cart.ts";
import type { Registration } from "../users/register-user.ts";
import type { Plan } from "../users/traits.ts";

export type { Plan, Registration };

export interface Account {
  id: string;
  email: string;
  name: string | null;
  plan: Plan;
}

/** Who is looking, and what the page needs to know at first. */
export interface Me {
  user: Account | null;
  /** The shop's proof for Admin Events that this is the user; null without a user, or when the shop gives none. */
  signature: string | null;
  /** Newest first. */
  orders: Order[];
  /** Where the browser sends its events; null when the shop does not track. */
  analytics: { url: string; key: string } | null;
}

export const fetchMe = () => ask<Me>("/me");
export const register = (details: Registration) => ask<void>("/register", details);
export const requestSignInLink = (email: string) => ask<void>("/sign-in-link", { email });
export const signIn = (token: string) => ask<Account>("/sign-in", { token });
export const signOut = () => ask<void>("/sign-out", {});
export const changePlan = (plan: Plan) => ask<Account>("/plan", { plan });
export const fetchCustomers = () => ask<Account[]>("/staff/customers");
export const changeCustomersPlan = (id: string, plan: Plan) =>
  ask<Account>(`/staff/customers/${id}/plan`, { plan });
export const askForHelp = (topic: string) => ask<void>("/support", { topic });
export const placeOrder = (lines: readonly CartLine[]) => ask<Order>("/orders", { lines });
export const refundOrder = (id: string, reason: string) => ask<Order>(`/orders/${id}/refund`, { reason });
export const fetchMailbox = () => ask<MailSummary[]>("/mailbox");
export const fetchMail = (id: string) => ask<Mail>(`/mailbox/${id}`);

/** GET, or POST when there is a body. @throws {Error} with a sentence for the person in front of the page. */
async function ask<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`/api${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new Error("The shop cannot be reached. Please try again.");
  });
  if (response.status === 204) return undefined as Answer;

  const answer = (await response.json().catch(() => ({}))) as { error?: string };
  if (!response.ok) throw new Error(answer.error ?? "Something went wrong. Please try again.");
  return answer as Answer;
}
