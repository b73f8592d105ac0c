import type { Product } from "../../products/products.ts";
import { Link } from "../navigation.tsx";
import { Money } from "./money.tsx";
import { ProductPicture } from "./product-picture.tsx";

/** A product on the shelf. The whole card leads to its page. */
export function ProductCard({ product }: { product: Product }) {
  const { sku, name, taste, price, unit } = product;

  return (
    <li className="card">
      <ProductPicture {...product} />
      <h3>
        <Link href={`/products/${sku}`}>{name}</Link>
      </h3>
      <p className="taste">{taste}</p>
      <p className="price">
        <Money amount={price} /> <span className="unit">{unit}</span>
      </p>
    </li>
  );
}
