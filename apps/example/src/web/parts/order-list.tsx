import type { Order } from "../../orders/order-book.ts";
import { productBySku } from "../../products/products.ts";
import { Money } from "./money.tsx";
import { RefundForm } from "./refund-form.tsx";

const dateFormat = new Intl.DateTimeFormat("en-IE", { day: "numeric", month: "long", year: "numeric" });

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
  const names = order.lines.map(({ sku, quantity }) => `${quantity} × ${productBySku(sku)?.name ?? sku}`);

  return (
    <li>
      <div>
        <p>
          <b>{order.id}</b> <span className="unit">{dateFormat.format(new Date(order.placedAt))}</span>
        </p>
        <p>{names.join(", ")}</p>
      </div>
      <Money amount={order.total} />
      {order.refundReason === null ? (
        <RefundForm orderId={order.id} />
      ) : (
        <span className="tag">refunded: {order.refundReason}</span>
      )}
    </li>
  );
}
