import { Link } from "../navigation.tsx";
import { Money } from "../parts/money.tsx";
import { useShop } from "../shop-provider.tsx";
import { useTitle } from "../use-title.ts";
import { NotFoundPage } from "./not-found-page.tsx";

/** Thanks for an order. */
export function OrderPlacedPage({ id }: { id: string }) {
  const { me } = useShop();
  const order = me.orders.find((order) => order.id === id);
  useTitle("Order placed");

  if (!order) return <NotFoundPage />;

  return (
    <section className="narrow celebration">
      <p className="stamp" aria-hidden="true">
        ☕
      </p>
      <h1>Thank you, {me.user?.name?.split(" ")[0] ?? "friend"}.</h1>
      <p>
        Order <b>{order.id}</b> is in: {order.items === 1 ? "one thing" : `${order.items} things`} for{" "}
        <b>
          <Money amount={order.total} />
        </b>
        . The drum is warming up.
      </p>
      <div className="actions">
        <Link className="button" href="/account">
          See your orders
        </Link>
        <Link className="button plain" href="/">
          Back to the shelf
        </Link>
      </div>
    </section>
  );
}
