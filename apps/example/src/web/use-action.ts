import { useCallback, useState } from "react";

export interface Action<Input> {
  run(input: Input): Promise<void>;
  isRunning: boolean;
  /** What to tell the person when it failed; null otherwise. */
  problem: string | null;
}

/** Something a person starts that may take a moment and may fail. It does not run twice at once. */
export function useAction<Input>(act: (input: Input) => Promise<void>): Action<Input> {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const run = useCallback(
    async (input: Input) => {
      if (isRunning) return;
      setRunning(true);
      setProblem(null);
      try {
        await act(input);
      } catch (error) {
        setProblem((error as Error).message);
      } finally {
        setRunning(false);
      }
    },
    [act, isRunning],
  );

  return { run, isRunning, problem };
}
