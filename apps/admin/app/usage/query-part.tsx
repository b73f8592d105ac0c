import type { ReactNode } from "react";
import { ErrorCard } from "../charts/error-card.tsx";
import { getRequestMessage } from "../shell/errors/error-message.ts";

/** A part of the page, or what went wrong while it loaded. It loads again by itself when the browser is back online. */
export function QueryPart({ title, query, children }: QueryPartProps) {
  if (query.error && query.data === undefined)
    return (
      <ErrorCard
        title={title}
        message={getRequestMessage(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  return children;
}

interface QueryPartProps {
  title: string;
  query: { data: unknown; error: { message: string } | null; refetch: () => unknown };
  children: ReactNode;
}
