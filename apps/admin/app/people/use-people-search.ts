import { useEffect, useState } from "react";
import { trpc } from "../api/trpc.ts";
import type { RouterOutputs } from "../api/trpc.ts";

export type FoundPerson = RouterOutputs["users"]["search"][number];

interface PeopleSearch {
  people: FoundPerson[];
  isSearching: boolean;
  hasFailed: boolean;
}

export const SEARCH_FAILED = "People could not be searched. Change the text to try again.";
const DEBOUNCE_MS = 150;
const NOBODY: FoundPerson[] = [];

/** People whose name, email or id contains a typed text, shortly after typing has paused. Empty for an empty text. */
export function usePeopleSearch(text: string): PeopleSearch {
  const wanted = text.trim().slice(0, 200);
  const [searched, setSearched] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSearched(wanted), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { data, isFetching, isError } = trpc.users.search.useQuery(
    { text: searched },
    { enabled: searched !== "", staleTime: 30_000, retry: 1 },
  );
  const isCurrent = searched === wanted;

  return {
    people: isCurrent && wanted !== "" ? (data ?? NOBODY) : NOBODY,
    isSearching: wanted !== "" && (!isCurrent || isFetching),
    hasFailed: isCurrent && isError,
  };
}
