import { product } from "@admin-events/catalog";

/** The title of a page in the browser's tab, as a Remix `meta` function returns it. */
export function pageTitle(title: string): [{ title: string }] {
  return [{ title: `${title} · ${product.name}` }];
}
