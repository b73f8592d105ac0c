/** An app of another repository that installs the packed packages. */
export interface SmokeApp {
  /** Events that it sends are called `smoke.<name>`. */
  name: string;
  /** What it installs from npm besides the packages, such as `express@5`. */
  dependencies: readonly string[];
  /** Files by their path. `SERVER_URL`, `SECRET_KEY` and `PUBLIC_KEY` are environment variables when they run. */
  files: Readonly<Record<string, string>>;
  /** Commands in the app's folder, in this order. `node` is the Node of `nodeVersion`. */
  commands: readonly (readonly string[])[];
  /** The Node that runs `node` commands. Default: the one of this repository. */
  nodeVersion?: string;
  /** How many `smoke.<name>` events the commands send to the server. */
  sends: number;
}

/** The catalog of every app: it is declared, and types its calls. */
export const catalogModule = `
import { defineEvents } from "@admin-events/catalog";
import { z } from "zod";

export const events = defineEvents({
  "order.placed": {
    title: "Placed an order",
    icon: "📦",
    metadata: z.object({ orderId: z.string(), total: z.number() }),
    describe: "{user} ordered for {metadata.total}",
  },
});
`;
