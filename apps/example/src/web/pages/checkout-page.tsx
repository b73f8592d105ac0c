import type { events } from "@admin-events/catalog";
import { useTrack } from "@admin-events/client/react";
import type { FormEvent } from "react";
import { useCallback } from "react";
import { priceCart } from "../../orders/price-cart.ts";
import { placeOrder } from "../api.ts";
import { Link, navigate } from "../navigation.tsx";
import { CartSums } from "../parts/cart-sums.tsx";
import { Field } from "../parts/field.tsx";
import { Problem } from "../parts/problem.tsx";
import { useShop } from "../shop-provider.tsx";
import { useAction } from "../use-action.ts";
import { useOnce } from "../use-once.ts";
import { useTitle } from "../use-title.ts";

/** Where the order goes and the last look at it. */
export function CheckoutPage() {
  const { me, cart, refresh } = useShop();
  const track = useTrack<typeof events>();
  const priced = priceCart(cart.lines, me.user?.plan ?? "free");
  const { items, total } = priced;
  useTitle("Checkout");
  useOnce(() => track("checkout.started", { items, total }), items > 0);

  const order = useAction(
    useCallback(async () => {
      const { id } = await placeOrder(cart.lines);
      await refresh();
      navigate(`/orders/${id}`, { replace: true });
      cart.clear();
    }, [cart, refresh]),
  );

  if (items === 0) {
    return (
      <section className="narrow">
        <h1>Nothing to check out</h1>
        <p>
          Your cart is empty. <Link href="/">Back to the shelf</Link>
        </p>
      </section>
    );
  }
  if (!me.user) return <SignInFirst />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void order.run(undefined);
  };

  return (
    <form className="checkout" onSubmit={submit}>
      <h1>Checkout</h1>
      <fieldset>
        <legend>Where it goes</legend>
        <Field label="Name" name="name" autoComplete="name" defaultValue={me.user.name ?? ""} required />
        <Field label="Street and number" name="street" autoComplete="street-address" required />
        <div className="two">
          <Field label="Postcode" name="postcode" autoComplete="postal-code" required />
          <Field label="Town" name="town" autoComplete="address-level2" required />
        </div>
      </fieldset>
      <aside className="summary">
        <ul className="short-lines">
          {priced.lines.map(({ product, quantity }) => (
            <li key={product.sku}>
              {quantity} × {product.name}
            </li>
          ))}
        </ul>
        <CartSums cart={priced} />
        <p className="hint">This is a demo: you pay nothing, and your address stays in this page.</p>
        <Problem problem={order.problem} />
        <button type="submit" className="button" disabled={order.isRunning}>
          Place the order
        </button>
      </aside>
    </form>
  );
}

function SignInFirst() {
  return (
    <section className="narrow">
      <h1>Who is it for?</h1>
      <p>
        We need to know you before we send coffee. It takes a name and an e-mail address; there is no
        password.
      </p>
      <div className="actions">
        <Link className="button" href="/register">
          Create an account
        </Link>
        <Link className="button plain" href="/sign-in">
          I have one
        </Link>
      </div>
    </section>
  );
}
