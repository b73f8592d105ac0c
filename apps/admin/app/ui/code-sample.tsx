/** Code to read. It can be scrolled sideways, so the keyboard can reach it. */
export function CodeSample({ children, label }: { children: string; label: string }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      className="bg-sunken text-small mt-4 overflow-x-auto rounded-sm p-3 text-left font-mono"
    >
      {children}
    </pre>
  );
}
