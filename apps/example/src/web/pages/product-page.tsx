import type { events } from "@admin-events/catalog";
import { useTrack } from "@admin-events/client/react";
import { useState } from "react";
import type { Product } from "../../products/products.ts";
import { categories, productBySku, products } from "../../products/products.ts";
import { Link } from "../navigation.tsx";
import { Money } from "../parts/money.tsx";
import { ProductCard } from "../parts/product-card.tsx";
import { ProductPicture } from "../parts/product-picture.tsx";
import { QuantityField } from "../parts/quantity-field.tsx";
import { useShop } from "../shop-provider.tsx";
import { useOnce } from "../use-once.ts";
import { useTitle } from "../use-title.ts";
import { NotFoundPage } from "./not-found-page.tsx";

/** One product, and what goes well with it. */
export function ProductPage({ sku }: { sku: string }) {
  const product = productBySku(sku);

  return product ? <KnownProduct product={product} /> : <NotFoundPage />;
}

function KnownProduct({ product }: { product: Product }) {
  const { cart } = useShop();
  const track = useTrack<typeof events>();
  const [quantity, setQuantity] = useState(1);
  const [added, setAdded] = useState(0);
  const { sku, name, category, price } = product;

  useTitle(name);
  useOnce(() => track("product.viewed", { sku, category, price }));

  const addToCart = () => {
    cart.add(sku, quantity);
    track("cart.item_added", { sku, quantity, price });
    setAdded(added + quantity);
    setQuantity(1);
  };

  return (
    <>
      <article className="product">
        <ProductPicture {...product} />
        <div>
          <Link className="back" href={`/?shelf=${category}`}>
            {categories[category]}
          </Link>
          <h1>{name}</h1>
          <p className="taste">{product.taste}</p>
          <p className="story">{product.story}</p>
          <p className="price">
            <Money amount={price} /> <span className="unit">{product.unit}</span>
          </p>
          <div className="buy">
            <QuantityField of={name} value={quantity} onChange={setQuantity} />
            <button type="button" className="button" onClick={addToCart}>
              Add to cart
            </button>
          </div>
          <p className="added" role="status">
            {added > 0 && (
              <>
                {added} in your cart. <Link href="/cart">Go to the cart</Link>
              </>
            )}
          </p>
        </div>
      </article>

      <section>
        <h2>Goes well with it</h2>
        <ul className="shelf">
          {companionsOf(product).map((companion) => (
            <ProductCard key={companion.sku} product={companion} />
          ))}
        </ul>
      </section>
    </>
  );
}

/** One other product from each shelf, not the same ones for every product. */
function companionsOf(product: Product): Product[] {
  const turn = products.indexOf(product);

  return Object.keys(categories).map((shelf) => {
    const candidates = products.filter((other) => other.category === shelf && other !== product);
    return candidates[turn % candidates.length]!;
  });
}
