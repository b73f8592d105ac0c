import type { Customer as CustomerRow, Order as OrderRow } from "../tables.ts";

export type Customer = Pick<CustomerRow, "id" | "email" | "name" | "plan">;
export type Order = Pick<OrderRow, "id" | "sku" | "quantity" | "totalCents">;

export interface Me {
  /** Null for visitors. */
  customer: Customer | null;
  /** The server's proof for Admin Events that the customer uses this browser. */
  signature: string | null;
  orders: Order[];
  /** Null if the shop does not track. */
  analytics: { url: string; key: string } | null;
  /** Where the demo shows sent mails. */
  mailboxUrl: string | null;
}

/** Sends a POST request if there is a body, else a GET request. @throws {Error} with a message for the customer. */
export async function callApi<Result>(path: string, body?: object): Promise<Result> {
  const post = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(`/api${path}`, body && post);

  const result = (await response.json()) as Result & { error?: string };
  if (!response.ok) throw new Error(result.error);
  return result;
}
