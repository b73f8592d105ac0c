import type { ReactNode } from "react";

/** A titled list of properties. */
export function PropertyList({ title, aside, children }: PropertyListProps) {
  return (
    <section className="border-line bg-panel rounded-md border">
      <header className="border-line flex h-9 items-center justify-between border-b px-4">
        <h2 className="engraved text-soft">{title}</h2>
        {aside}
      </header>
      <dl className="property-list">{children}</dl>
    </section>
  );
}

interface PropertyListProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}
