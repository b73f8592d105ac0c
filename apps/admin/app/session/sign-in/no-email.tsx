/** Shown instead of the form when no link could arrive. */
export function NoEmail() {
  return (
    <>
      <h1 className="text-title mt-8 font-semibold">Sign in</h1>
      <p role="status" className="text-muted mt-2">
        This server can't send e-mail. Ask whoever runs it for a sign-in link.
      </p>
      <p className="text-muted mt-4">
        On the server: <code className="text-foreground">pnpm cli sign-in-link you@example.org</code>
      </p>
    </>
  );
}
