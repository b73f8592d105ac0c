import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ListenerAnswer, ListenerOrder } from "./listen.ts";

/** A process that holds many sockets. It takes one order after the other. */
export interface ListenerProcess extends AsyncDisposable {
  order: <Kind extends ListenerAnswer["is"]>(order: ListenerOrder) => Promise<ListenerAnswer & { is: Kind }>;
}

export function startListenerProcess(): ListenerProcess {
  const child = fork(join(import.meta.dirname, "listen.ts"), { serialization: "advanced" });
  const exited = once(child, "exit");

  return {
    async order<Kind extends ListenerAnswer["is"]>(order: ListenerOrder) {
      const ended = exited.then(([code]) => {
        throw new Error(`A listening process ended with code ${code}.`);
      });
      const answered = once(child, "message");
      child.send(order);
      const [answer] = (await Promise.race([answered, ended])) as [ListenerAnswer & { is: Kind }];

      return answer;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
