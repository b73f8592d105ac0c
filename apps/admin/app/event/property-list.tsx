import type { ReactNode } from "react";

/** A card of properties. `children` are {@link Property} elements. */
export function PropertyList({ title, aside, empty, footer, children }: PropertyListProps) {
  return (
    <section className="card">
      <header className="border-border flex min-h-9 items-center justify-between gap-2 border-b px-4">
        <h2 className="caps text-muted">{title}</h2>
        {aside}
      </header>
      {empty ? <p className="text-muted px-4 py-3">{empty}</p> : <dl className="@container">{children}</dl>}
      {footer && <div className="border-border border-t px-4 py-2.5">{footer}</div>}
    </section>
  );
}

interface PropertyListProps {
  title: string;
  aside?: ReactNode;
  /** Shown instead of the properties. */
  empty?: ReactNode;
  /** Below the properties, such as links. */
  footer?: ReactNode;
  children?: ReactNode;
}
