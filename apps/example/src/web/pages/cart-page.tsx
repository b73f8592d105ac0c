import { clubDiscount, priceCart } from "../../orders/price-cart.ts";
import { Link } from "../navigation.tsx";
import { CartSums } from "../parts/cart-sums.tsx";
import { Money } from "../parts/money.tsx";
import { ProductPicture } from "../parts/product-picture.tsx";
import { QuantityField } from "../parts/quantity-field.tsx";
import { useShop } from "../shop-provider.tsx";
import { useTitle } from "../use-title.ts";

/** What is in the cart and what it costs. */
export function CartPage() {
  const { me, cart } = useShop();
  const plan = me.user?.plan ?? "free";
  const priced = priceCart(cart.lines, plan);
  useTitle("Cart");

  if (priced.items === 0) {
    return (
      <section className="narrow">
        <h1>Your cart is empty</h1>
        <p>
          A good moment for something warm. <Link href="/">See what is on the shelf</Link>
        </p>
      </section>
    );
  }

  return (
    <section className="cart">
      <h1>Your cart</h1>
      <ul className="cart-lines">
        {priced.lines.map(({ product, quantity, total }) => (
          <li key={product.sku}>
            <ProductPicture {...product} />
            <div className="cart-name">
              <Link href={`/products/${product.sku}`}>{product.name}</Link>
              <span className="unit">{product.unit}</span>
            </div>
            <QuantityField
              of={product.name}
              value={quantity}
              onChange={(changed) => cart.setQuantity(product.sku, changed)}
            />
            <Money amount={total} />
            <button type="button" className="quiet" onClick={() => cart.setQuantity(product.sku, 0)}>
              Remove<span className="visually-hidden"> {product.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <aside className="summary">
        <CartSums cart={priced} />
        {plan === "free" && (
          <p className="hint">In the Crumb Club you would pay {clubDiscount * 100}% less.</p>
        )}
        <Link className="button" href="/checkout">
          Check out
        </Link>
      </aside>
    </section>
  );
}
