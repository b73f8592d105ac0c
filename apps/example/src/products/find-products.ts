import type { Category, Product } from "./products.ts";
import { categories, products } from "./products.ts";

/** The products on one shelf (all shelves when null) in which every word of the query occurs somewhere. */
export function findProducts(query: string, category: Category | null = null): Product[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);

  return products.filter(
    (product) =>
      (category === null || product.category === category) &&
      words.every((word) => textOf(product).includes(word)),
  );
}

function textOf(product: Product): string {
  return [product.name, product.taste, product.story, categories[product.category]].join(" ").toLowerCase();
}
