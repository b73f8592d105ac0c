import type { PricedCart } from "../../orders/price-cart.ts";
import { Money } from "./money.tsx";

/** What the club takes off, and what is to pay. */
export function CartSums({ cart: { items, discount, total } }: { cart: PricedCart }) {
  return (
    <dl className="sums">
      {discount > 0 && (
        <>
          <dt>Crumb Club</dt>
          <dd>
            −<Money amount={discount} />
          </dd>
        </>
      )}
      <dt>
        Total <span className="unit">{items === 1 ? "1 item" : `${items} items`}</span>
      </dt>
      <dd className="total">
        <Money amount={total} />
      </dd>
    </dl>
  );
}
