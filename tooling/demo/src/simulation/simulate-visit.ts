import type { Product } from "@admin-events/example/products";
import { products } from "@admin-events/example/products";
import type { EventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";
import { DAY, MINUTE } from "./demand.ts";

/** The probability of each step towards an order. */
export interface Intent {
  cart: number;
  checkout: number;
  order: number;
}

/** Some events occur only in a part of the year. */
export interface YearRange {
  start: number;
  end: number;
}

export interface Visit {
  at: number;
  intent: Intent;
  year: YearRange;
}

const SECOND = 1_000;
const searches = "decaf espresso ethiopia filter gift grinder honey kettle mug shortbread sumatra tea".split(
  " ",
);
const banners = ["spring-sale", "free-shipping", "club-launch"];
const popularity = products.map((_, index) => 1 / (1 + index * 0.22));

/** Simulates one visit. Returns the time of the order, or null without one. */
export function simulateVisit(
  recorder: EventRecorder,
  { at, intent, year }: Visit,
  random: Random,
): number | null {
  const session = random.idAt(at);
  let now = at;
  const wait = (low: number, high: number) => (now += Math.floor(random.between(low, high)));
  const monthsAgo = (year.end - at) / (30 * DAY);

  if (monthsAgo > 4 && random.chance(0.04)) {
    recorder.trackUnknown("legacy.banner_clicked", now, { banner: random.pick(banners) }, session);
    wait(3 * SECOND, 20 * SECOND);
  }
  if (random.chance(0.24)) {
    const results = random.whole(0, 6);
    recorder.track("search.performed", now, { query: random.pick(searches), results }, session);
    wait(4 * SECOND, 40 * SECOND);
  }

  const seen = look(1 + Math.floor(random.wait(1.4)));
  if (monthsAgo < 2 && random.chance(0.06)) {
    recorder.trackUnknown("wishlist.item_saved", now, { sku: random.pick(seen).sku }, session);
    wait(2 * SECOND, 20 * SECOND);
  }
  if (random.chance(0.012))
    recorder.track("newsletter.subscribed", wait(5_000, 60_000), { source: "footer" }, session);
  if (!random.chance(intent.cart)) return null;

  const cart = fillCart(seen);
  if (!random.chance(intent.checkout)) return null;

  wait(15 * SECOND, 4 * MINUTE);
  recorder.track("checkout.started", now, cart, session);
  if (!random.chance(intent.order)) return null;

  wait(40 * SECOND, 5 * MINUTE);
  return order();

  function look(count: number): Product[] {
    return Array.from({ length: Math.min(count, 9) }, () => {
      const product = products[random.pickIndex(popularity)]!;
      const { sku, category, price } = product;
      recorder.track("product.viewed", now, { sku, category, price }, session);
      wait(8 * SECOND, 110 * SECOND);
      return product;
    });
  }

  function fillCart(candidates: Product[]): { items: number; total: number } {
    let [items, cents] = [0, 0];
    for (let line = 0; line < Math.min(candidates.length, 1 + random.pickIndex([6, 3, 1])); line++) {
      const { sku, price } = candidates[line]!;
      const quantity = 1 + random.pickIndex([8, 3, 1]);
      recorder.track("cart.item_added", now, { sku, quantity, price }, session);
      wait(3 * SECOND, 60 * SECOND);
      items += quantity;
      cents += quantity * Math.round(price * 100);
    }
    return { items, total: cents / 100 };
  }

  function order(): number {
    const orderId = `CC-${recorder.events.length}-${session.slice(-6)}`.toUpperCase();
    const couponsStillWork = monthsAgo > 5 || (monthsAgo > 3 && random.chance(0.25));
    if (couponsStillWork && random.chance(0.12)) {
      recorder.track("coupon.redeemed", now - 20 * SECOND, { code: random.pick(["HELLO10", "WELCOME5"]) });
    }
    const orderedAt = now;
    recorder.track("order.placed", orderedAt, {
      orderId,
      total: cart.total,
      currency: "EUR",
      items: cart.items,
    });

    if (random.chance(0.03)) {
      const reason = random.pick(["damaged", "late", "wrong grind", "changed my mind"]);
      const refundedAt = orderedAt + random.between(2, 12) * DAY;
      recorder.track("order.refunded", refundedAt, { orderId, total: cart.total, reason });
    }
    if (random.chance(0.045)) {
      const topic = random.pick(["delivery", "grinding", "invoice", "brewing advice"]);
      recorder.track("support.ticket_opened", orderedAt + random.between(0.2, 4) * DAY, { topic });
    }
    return orderedAt;
  }
}
