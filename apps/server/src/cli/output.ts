/** The reader of standard output went away, such as `head`. The command stops, and nothing is wrong. */
export class OutputClosedError extends Error {
  override readonly name = "OutputClosedError";
}

/**
 * Creates `print`, which writes a line to a stream.
 *
 * @throws {OutputClosedError} from `print` once the reader of the stream is gone.
 */
export function createPrint(stream: NodeJS.WritableStream): (line: string) => void {
  let isClosed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isClosed = true;
  });

  return (line) => {
    if (isClosed) throw new OutputClosedError("The output was closed.");
    stream.write(`${line}\n`);
  };
}

/** Lets a process go on after the reader of a stream of messages is gone. */
export function ignoreClosedPipe(stream: NodeJS.WritableStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
