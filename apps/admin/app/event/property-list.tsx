import type { ReactNode } from "react";

export function PropertyList({ title, aside, children }: PropertyListProps) {
  return (
    <section className="card">
      <header className="border-border flex h-9 items-center justify-between border-b px-4">
        <h2 className="caps text-muted">{title}</h2>
        {aside}
      </header>
      <dl className="@container">{children}</dl>
    </section>
  );
}

interface PropertyListProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}
