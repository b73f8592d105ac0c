const PAUSE_MS = 5_000;

/** Shows the progress of a command: one changing line on a terminal, otherwise a line every five seconds. Null clears it. */
export type ShowProgress = (message: string | null) => void;

export function createProgress(stream: NodeJS.WriteStream): ShowProgress {
  let lastShown = Date.now();

  return (message) => {
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${message ?? ""}`);
    } else if (message !== null && Date.now() - lastShown > PAUSE_MS) {
      lastShown = Date.now();
      stream.write(`${message}\n`);
    }
  };
}
