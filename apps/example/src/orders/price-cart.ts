import type { Product } from "../products/products.ts";
import { productBySku } from "../products/products.ts";
import type { Plan } from "../users/traits.ts";

/** What somebody wants to buy. */
export interface CartLine {
  sku: string;
  quantity: number;
}

export interface PricedCart {
  lines: { product: Product; quantity: number; total: number }[];
  /** How many pieces. */
  items: number;
  /** What the club takes off, in euros. */
  discount: number;
  /** What is to pay, in euros. */
  total: number;
}

/** The club pays this part less. */
export const clubDiscount = 0.1;

/** What a cart costs. Lines whose product the shop no longer has are left out. */
export function priceCart(cart: readonly CartLine[], plan: Plan): PricedCart {
  const lines = cart.flatMap(({ sku, quantity }) => {
    const product = productBySku(sku);
    return product ? { product, quantity, total: euros(cents(product.price) * quantity) } : [];
  });
  const full = lines.reduce((sum, line) => sum + cents(line.total), 0);
  const discount = plan === "club" ? Math.round(full * clubDiscount) : 0;

  return {
    lines,
    items: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    discount: euros(discount),
    total: euros(full - discount),
  };
}

/** Sums are made in whole cents; floating euros would not add up. */
function cents(amount: number): number {
  return Math.round(amount * 100);
}

function euros(amount: number): number {
  return amount / 100;
}
