import { open } from "node:fs/promises";

const MAX_LOG_BYTES = 10_000_000;

export interface ServerLog extends AsyncDisposable {
  fd: number;
  readNew: () => Promise<string>;
}

/** Opens the log for appending. Truncates it beyond 10 MB. Readable by its owner only. */
export async function openServerLog(file: string): Promise<ServerLog> {
  const log = await open(file, "a+", 0o600);
  if ((await log.stat()).size > MAX_LOG_BYTES) await log.truncate();
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
