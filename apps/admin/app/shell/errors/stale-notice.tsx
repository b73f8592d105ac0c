/** Shown above values that could not be refreshed. */
export function StaleNotice() {
  return (
    <p role="alert" className="text-warn mb-4">
      The server isn't responding. Reconnecting…
    </p>
  );
}
