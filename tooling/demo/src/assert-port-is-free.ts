import { createServer } from "node:net";

export class PortInUseError extends Error {
  override readonly name = "PortInUseError";
}

/** @throws {PortInUseError} with the port and the variable that changes it. */
export async function assertPortIsFree(port: number, variable: string): Promise<void> {
  const server = createServer();

  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "EADDRINUSE" ? "is in use" : "cannot be opened";
    throw new PortInUseError(
      `Port ${port} ${reason}. Choose another one, for example ${variable}=${port + 10} pnpm demo.`,
      {
        cause: error,
      },
    );
  } finally {
    server.close();
  }
}
