import { open } from "node:fs/promises";

const largestBytes = 10_000_000;

export interface ServerLog extends AsyncDisposable {
  /** For the standard output of a new server. */
  fd: number;
  /** What has been written since the log was opened here. */
  readNew: () => Promise<string>;
}

/** Opens the log to append to it; one that has grown beyond 10 MB begins anew. Only its owner may read it. */
export async function openServerLog(file: string): Promise<ServerLog> {
  const log = await open(file, "a+", 0o600);
  if ((await log.stat()).size > largestBytes) await log.truncate();
  const { size } = await log.stat();

  return {
    fd: log.fd,
    readNew: async () => {
      const length = (await log.stat()).size - size;
      const { buffer } = await log.read(Buffer.alloc(length), 0, length, size);

      return buffer.toString().trim();
    },
    [Symbol.asyncDispose]: () => log.close(),
  };
}
