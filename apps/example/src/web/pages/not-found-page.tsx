import { Link } from "../navigation.tsx";
import { useTitle } from "../use-title.ts";

/** There is no such page. */
export function NotFoundPage() {
  useTitle("Nothing here");

  return (
    <section className="narrow">
      <h1>Only crumbs here</h1>
      <p>
        This page does not exist. <Link href="/">Back to the shelf</Link>
      </p>
    </section>
  );
}
