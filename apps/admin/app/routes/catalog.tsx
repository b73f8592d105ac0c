import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { useLoaderData } from "@remix-run/react";
import { SearchField } from "../catalog/search-field.tsx";
import { matchingNames } from "../catalog/matching-names.ts";
import { useSearchInUrl } from "../catalog/use-search-in-url.ts";
import { NameRow } from "../catalog/name-row.tsx";
import { countOf } from "../format/format-count.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { answered } from "../session/answered.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction = () => [{ title: "Catalog · Admin Events" }];

export async function loader(args: LoaderFunctionArgs) {
  return { names: await answered(adminApi(args).names()) };
}

/** The search only chooses among names that are here already. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}) => currentUrl.search === nextUrl.search && defaultShouldRevalidate;

export default function CatalogPage() {
  const { names } = useLoaderData<typeof loader>();
  const [search, setSearch] = useSearchInUrl();
  const found = matchingNames(names, search);
  const unplanned = names.filter(({ planned }) => !planned).length;

  return (
    <>
      <PageHead
        title="Catalog"
        aside={<SearchField value={search} label="Search names and titles" onChange={setSearch} />}
      >
        {countOf(names.length, "event name")}
        {unplanned > 0 && `, ${unplanned} of them not planned`}.
      </PageHead>
      {found.length === 0 ? (
        <EmptyState
          title={names.length === 0 ? "No event is planned yet" : "No name mentions this"}
          action={search && <Button onClick={() => setSearch("")}>Clear the search</Button>}
        >
          {names.length === 0
            ? "Name the first one in packages/catalog/src/events.ts."
            : "Try one word of its name or title."}
        </EmptyState>
      ) : (
        <ul className="border-line bg-panel overflow-hidden rounded-md border">
          {found.map((known, index) => (
            <NameRow key={known.name} known={known} before={found[index - 1] ?? null} />
          ))}
        </ul>
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
