import type { EntityManager } from "@admin-events/db";
import { defineEntity, p } from "@admin-events/db";

export type Plan = "free" | "club";

const CustomerSchema = defineEntity({
  name: "Customer",
  tableName: "customers",
  schema: "public",
  properties: {
    /** The id under which Admin Events knows the customer too. */
    id: p.text().primary(),
    email: p.text(),
    name: p.text(),
    plan: p.text().$type<Plan>(),
    /** How often the customer has signed in. A sign-in link is valid while this has not changed. */
    signIns: p.integer().default(0),
    /** When the customer first followed a link; null until then. */
    confirmedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});

export class Customer extends CustomerSchema.class {}
CustomerSchema.setClass(Customer);

const OrderSchema = defineEntity({
  name: "Order",
  tableName: "orders",
  schema: "public",
  properties: {
    id: p.text().primary(),
    customerId: p.text(),
    sku: p.text(),
    quantity: p.integer(),
    totalCents: p.integer(),
    placedAt: p.datetime(3),
  },
});

export class Order extends OrderSchema.class {}
OrderSchema.setClass(Order);

/** Creates the shop's own tables, in the same database as those of Admin Events. */
export async function createTables(em: EntityManager): Promise<void> {
  await em.execute(`
    create table if not exists public.customers (
      id text primary key,
      email text not null unique,
      name text not null,
      plan text not null,
      sign_ins integer not null,
      confirmed_at timestamptz(3),
      created_at timestamptz(3) not null
    );
    create table if not exists public.orders (
      id text primary key,
      customer_id text not null references public.customers,
      sku text not null,
      quantity integer not null,
      total_cents integer not null,
      placed_at timestamptz(3) not null
    );
    create index if not exists orders_customer_id_index on public.orders (customer_id);
  `);
}
