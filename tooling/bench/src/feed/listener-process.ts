import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ListenerReply, ListenerCommand } from "./listen.ts";

/** A process that holds many sockets. It runs one command after the other. */
export interface ListenerProcess extends AsyncDisposable {
  send: <Kind extends ListenerReply["is"]>(command: ListenerCommand) => Promise<ListenerReply & { is: Kind }>;
}

export function startListenerProcess(): ListenerProcess {
  const child = fork(join(import.meta.dirname, "listen.ts"), { serialization: "advanced" });
  const exited = once(child, "exit");

  return {
    async send<Kind extends ListenerReply["is"]>(command: ListenerCommand) {
      const ended = exited.then(([code]) => {
        throw new Error(`A listener process ended with code ${code}.`);
      });
      const replied = once(child, "message");
      child.send(command);
      const [reply] = (await Promise.race([replied, ended])) as [ListenerReply & { is: Kind }];

      return reply;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
