import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { CartLine } from "./price-cart.ts";

export interface Order {
  id: string;
  userId: string;
  /** ISO 8601. */
  placedAt: string;
  lines: CartLine[];
  /** How many pieces. */
  items: number;
  /** Euros. */
  total: number;
  /** Why it was given back; null while it was not. */
  refundReason: string | null;
}

/** The orders of the shop, newest last. Kept in a file with a line for each change, so that they outlast a restart. */
export interface OrderBook {
  ofUser(userId: string): Order[];
  /** This user's order; undefined when there is none or it is somebody else's. */
  find(userId: string, orderId: string): Order | undefined;
  save(order: Order): Promise<void>;
}

export async function openOrderBook(file: string): Promise<OrderBook> {
  await mkdir(dirname(file), { recursive: true });
  const text = await readFile(file, "utf8").catch(() => "");
  const orders = new Map<string, Order>();

  for (const line of text.split("\n").filter(Boolean)) {
    const order = JSON.parse(line) as Order;
    orders.set(order.id, order);
  }

  return {
    ofUser: (userId) => [...orders.values()].filter((order) => order.userId === userId),
    find(userId, orderId) {
      const order = orders.get(orderId);
      return order?.userId === userId ? order : undefined;
    },
    async save(order) {
      await appendFile(file, `${JSON.stringify(order)}\n`);
      orders.set(order.id, order);
    },
  };
}
