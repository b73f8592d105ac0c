export function KeyCap({ children }: { children: string }) {
  return (
    <kbd className="border-border bg-panel text-muted text-label inline-grid h-5 min-w-5 place-items-center rounded-xs border border-b-2 px-1 font-sans">
      {children}
    </kbd>
  );
}
