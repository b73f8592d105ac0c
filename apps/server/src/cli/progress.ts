const pause = 5_000;

/** Shows how far a command is: in one line that changes on a terminal, now and then a line elsewhere; null ends it. */
export type ShowProgress = (sentence: string | null) => void;

export function progressOn(stream: NodeJS.WriteStream): ShowProgress {
  let lastShown = Date.now();

  return (sentence) => {
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${sentence ?? ""}`);
    } else if (sentence !== null && Date.now() - lastShown > pause) {
      lastShown = Date.now();
      stream.write(`${sentence}\n`);
    }
  };
}
