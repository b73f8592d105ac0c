import { findProducts } from "../../products/find-products.ts";
import type { Category } from "../../products/products.ts";
import { categories, productBySku } from "../../products/products.ts";
import { Link, navigate, useAddress } from "../navigation.tsx";
import { ProductCard } from "../parts/product-card.tsx";
import { ProductPicture } from "../parts/product-picture.tsx";
import { useTitle } from "../use-title.ts";
import { useTrackedSearch } from "../use-tracked-search.ts";

const shelves = Object.entries(categories) as [Category, string][];
const onTheCounter = ["ember-blend", "enamel-mug", "salt-shortbread"].map((sku) => productBySku(sku)!);

/** Everything the shop has, by shelf and by search. Both stand in the address. */
export function ShelfPage() {
  const { searchParams } = useAddress();
  const query = searchParams.get("q") ?? "";
  const shelf = shelves.find(([category]) => category === searchParams.get("shelf"))?.[0] ?? null;
  const found = findProducts(query, shelf);

  useTitle(shelf ? categories[shelf] : "Shop");
  useTrackedSearch(query, found.length);

  return (
    <>
      <section className="hero">
        <div>
          <h1>Coffee with a little fire in it.</h1>
          <p>Roasted in small drums on Tuesdays and Fridays, posted the same day. Crumbs included.</p>
        </div>
        <div className="counter">
          {onTheCounter.map((product) => (
            <ProductPicture key={product.sku} {...product} />
          ))}
        </div>
      </section>

      <div className="shelf-tools">
        <nav className="pills" aria-label="Shelves">
          <Link href={addressOf(query, null)} aria-current={shelf === null ? "page" : undefined}>
            All
          </Link>
          {shelves.map(([category, title]) => (
            <Link
              key={category}
              href={addressOf(query, category)}
              aria-current={shelf === category ? "page" : undefined}
            >
              {title}
            </Link>
          ))}
        </nav>
        <input
          type="search"
          className="search"
          aria-label="Search the shop"
          placeholder="Search: fig, decaf, kettle …"
          value={query}
          onChange={(event) => navigate(addressOf(event.target.value, shelf), { replace: true })}
        />
      </div>

      <h2 className="visually-hidden">Products</h2>
      <p className="visually-hidden" role="status">
        {found.length} found
      </p>
      {found.length === 0 ? (
        <p className="empty">
          Nothing here tastes of “{query}”. <Link href="/">Show everything</Link>
        </p>
      ) : (
        <ul className="shelf">
          {found.map((product) => (
            <ProductCard key={product.sku} product={product} />
          ))}
        </ul>
      )}
    </>
  );
}

function addressOf(query: string, shelf: Category | null): string {
  const params = new URLSearchParams();
  if (shelf) params.set("shelf", shelf);
  if (query) params.set("q", query);

  return params.size > 0 ? `/?${params}` : "/";
}
