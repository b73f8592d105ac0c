import type { ReactNode } from "react";

/** The head of a page: its title, a sentence, and what can be done, at the right. */
export function PageHead({ title, children, aside }: PageHeadProps) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-title font-semibold tracking-tight">{title}</h1>
        {children && <p className="text-soft">{children}</p>}
      </div>
      {aside}
    </header>
  );
}

interface PageHeadProps {
  title: string;
  children?: ReactNode;
  aside?: ReactNode;
}
