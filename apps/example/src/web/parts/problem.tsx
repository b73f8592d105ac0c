/** Why something did not work, read out at once; nothing when there is nothing to say. */
export function Problem({ problem }: { problem: string | null }) {
  return (
    <p className="problem" role="alert">
      {problem}
    </p>
  );
}
