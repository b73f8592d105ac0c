export function CodeSample({ children, label }: { children: string; label: string }) {
  return (
    <pre
      // Scrolls sideways, so the keyboard has to reach it.
      tabIndex={0}
      role="region"
      aria-label={label}
      className="bg-sunken text-small mt-4 overflow-x-auto rounded-sm p-3 text-left font-mono"
    >
      {children}
    </pre>
  );
}
