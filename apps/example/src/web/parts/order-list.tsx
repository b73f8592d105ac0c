import { useCallback } from "react";
import type { Order } from "../../orders/order-book.ts";
import { productBySku } from "../../products/products.ts";
import { refundOrder } from "../api.ts";
import { useShop } from "../shop-provider.tsx";
import { useAction } from "../use-action.ts";
import { Money } from "./money.tsx";
import { Problem } from "./problem.tsx";

const dateFormat = new Intl.DateTimeFormat("en-IE", { day: "numeric", month: "long", year: "numeric" });
const reasons = ["damaged", "late", "wrong grind", "changed my mind"];

/** The orders of an account, newest first, each with a way to give it back. */
export function OrderList({ orders }: { orders: Order[] }) {
  if (orders.length === 0) return <p>None yet.</p>;

  return (
    <ul className="order-list">
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </ul>
  );
}

function OrderRow({ order }: { order: Order }) {
  const { refresh } = useShop();
  const refund = useAction(
    useCallback(
      async (reason: string) => {
        await refundOrder(order.id, reason);
        await refresh();
      },
      [order.id, refresh],
    ),
  );
  const names = order.lines.map(({ sku, quantity }) => `${quantity} × ${productBySku(sku)?.name ?? sku}`);

  return (
    <li>
      <div>
        <p>
          <b>{order.id}</b> <span className="unit">{dateFormat.format(new Date(order.placedAt))}</span>
        </p>
        <p>{names.join(", ")}</p>
        <Problem problem={refund.problem} />
      </div>
      <Money amount={order.total} />
      {order.refundReason !== null ? (
        <span className="tag">refunded: {order.refundReason}</span>
      ) : (
        <label className="give-back">
          <span className="visually-hidden">Give back {order.id} because</span>
          <select
            value=""
            disabled={refund.isRunning}
            onChange={(event) => void refund.run(event.target.value)}
          >
            <option value="">Give back …</option>
            {reasons.map((reason) => (
              <option key={reason}>{reason}</option>
            ))}
          </select>
        </label>
      )}
    </li>
  );
}
