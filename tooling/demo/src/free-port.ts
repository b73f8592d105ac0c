import { createServer } from "node:net";

/** Another program listens where the demo wants to. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

/** @throws {PortTaken} a sentence that names the port and the variable that moves it. */
export async function assertPortIsFree(port: number, variable: string): Promise<void> {
  const server = createServer();

  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "EADDRINUSE"
        ? "is taken by another program"
        : "cannot be opened";
    throw new PortTaken(
      `Port ${port} ${reason}. Set ${variable} to another one, for example ${variable}=${port + 10} pnpm demo.`,
      {
        cause: error,
      },
    );
  } finally {
    server.close();
  }
}
