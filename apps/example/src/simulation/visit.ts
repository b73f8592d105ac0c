import type { Product } from "../products/products.ts";
import { products } from "../products/products.ts";
import type { Diary } from "./diary.ts";
import type { Random } from "./random.ts";
import { day, minute } from "./rhythm.ts";

/** How likely the visitor is to go on at each step of buying. */
export interface Intent {
  cart: number;
  checkout: number;
  order: number;
}

/** Where in the simulated year the visit lies: some things came and went. */
export interface Season {
  start: number;
  end: number;
}

export interface Visit {
  at: number;
  intent: Intent;
  season: Season;
}

const second = 1_000;
const searches = "decaf espresso ethiopia filter gift grinder honey kettle mug shortbread sumatra tea".split(
  " ",
);
const banners = ["spring-sale", "free-shipping", "club-launch"];
const popularity = products.map((_, index) => 1 / (1 + index * 0.22));

/** Writes one visit to the shop into the diary. Answers the moment of the order, or null when nothing was bought. */
export function visitShop(diary: Diary, { at, intent, season }: Visit, random: Random): number | null {
  const session = random.idAt(at);
  let now = at;
  const pass = (low: number, high: number) => (now += Math.floor(random.between(low, high)));
  const monthsAgo = (season.end - at) / (30 * day);

  if (monthsAgo > 4 && random.chance(0.04)) {
    diary.writeUnplanned("legacy.banner_clicked", now, { banner: random.pick(banners) }, session);
    pass(3 * second, 20 * second);
  }
  if (random.chance(0.24)) {
    const results = random.whole(0, 6);
    diary.write("search.performed", now, { query: random.pick(searches), results }, session);
    pass(4 * second, 40 * second);
  }

  const seen = look(1 + Math.floor(random.wait(1.4)));
  if (monthsAgo < 2 && random.chance(0.06)) {
    diary.writeUnplanned("wishlist.item_saved", now, { sku: random.pick(seen).sku }, session);
    pass(2 * second, 20 * second);
  }
  if (random.chance(0.012))
    diary.write("newsletter.subscribed", pass(5_000, 60_000), { source: "footer" }, session);
  if (!random.chance(intent.cart)) return null;

  const cart = fillCart(seen);
  if (!random.chance(intent.checkout)) return null;

  pass(15 * second, 4 * minute);
  diary.write("checkout.started", now, cart, session);
  if (!random.chance(intent.order)) return null;

  pass(40 * second, 5 * minute);
  return order();

  function look(count: number): Product[] {
    return Array.from({ length: Math.min(count, 9) }, () => {
      const product = products[random.pickIndex(popularity)]!;
      const { sku, category, price } = product;
      diary.write("product.viewed", now, { sku, category, price }, session);
      pass(8 * second, 110 * second);
      return product;
    });
  }

  function fillCart(candidates: Product[]): { items: number; total: number } {
    let [items, cents] = [0, 0];
    for (let line = 0; line < Math.min(candidates.length, 1 + random.pickIndex([6, 3, 1])); line++) {
      const { sku, price } = candidates[line]!;
      const quantity = 1 + random.pickIndex([8, 3, 1]);
      diary.write("cart.item_added", now, { sku, quantity, price }, session);
      pass(3 * second, 60 * second);
      items += quantity;
      cents += quantity * Math.round(price * 100);
    }
    return { items, total: cents / 100 };
  }

  function order(): number {
    const orderId = `CC-${diary.events.length}-${session.slice(-6)}`.toUpperCase();
    const couponsStillWork = monthsAgo > 5 || (monthsAgo > 3 && random.chance(0.25));
    if (couponsStillWork && random.chance(0.12)) {
      diary.write("coupon.redeemed", now - 20 * second, { code: random.pick(["HELLO10", "WELCOME5"]) });
    }
    const orderedAt = now;
    diary.write("order.placed", orderedAt, {
      orderId,
      total: cart.total,
      currency: "EUR",
      items: cart.items,
    });

    if (random.chance(0.03)) {
      const reason = random.pick(["damaged", "late", "wrong grind", "changed my mind"]);
      const refundedAt = orderedAt + random.between(2, 12) * day;
      diary.write("order.refunded", refundedAt, { orderId, total: cart.total, reason });
    }
    if (random.chance(0.045)) {
      const topic = random.pick(["delivery", "grinding", "invoice", "brewing advice"]);
      diary.write("support.ticket_opened", orderedAt + random.between(0.2, 4) * day, { topic });
    }
    return orderedAt;
  }
}
