import type { shopEvents } from "@admin-events/catalog/shop-events";
import { useTrack } from "@admin-events/client/react";
import { useEffect, useState } from "react";
import type { Product } from "../../products.ts";
import { formatEuros, products } from "../../products.ts";
import type { Me, Order } from "../api.ts";
import { callApi } from "../api.ts";
import { Field, Form } from "../form.tsx";

export function HomePage() {
  return (
    <>
      <h1>Coffee with a little fire in it</h1>
      <ul className="products">
        {products.map(({ sku, name, taste, price }) => (
          <li key={sku}>
            <a href={`/products/${sku}`}>{name}</a>
            <span className="muted">{taste}</span>
            <span>{formatEuros(price)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function ProductPage({ me, product }: { me: Me; product: Product }) {
  const track = useTrack<typeof shopEvents>();
  const [order, setOrder] = useState<Order | null>(null);
  const { sku, name, category, price, taste } = product;

  // The catalog types the name and its metadata: a typo does not compile.
  useEffect(() => void track("product.viewed", { sku, category, price }), [track, sku, category, price]);

  return (
    <>
      <h1>{name}</h1>
      <p>
        {formatEuros(price)} · {taste}
      </p>
      {!me.customer && (
        <p>
          <a href="/sign-in">Sign in</a> or <a href="/register">create an account</a> to order.
        </p>
      )}
      {me.customer && !order && (
        <Form
          button="Place order"
          onSubmit={async ({ quantity }) =>
            setOrder(await callApi<Order>("/orders", { sku, quantity: Number(quantity) }))
          }
        >
          <Field label="Quantity" name="quantity" type="number" min={1} max={20} defaultValue={1} />
        </Form>
      )}
      {order && (
        <p role="status">
          Order {order.id} is placed: {formatEuros(order.totalCents / 100)}.{" "}
          <a href="/account">Your orders</a>
        </p>
      )}
    </>
  );
}
