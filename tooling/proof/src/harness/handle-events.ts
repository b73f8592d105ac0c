import { startJobQueue } from "@admin-events/core/background";
import { handlersFor, startEvents } from "@admin-events/core/events";
import { connect } from "@admin-events/db";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";

const [url = "", kind = ""] = process.argv.slice(2);
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const HANGING_HANDLERS = 5;
const pool = new Pool({ connectionString: url, max: 5 });

const on = handlersFor({});
const handler = on(
  "bench.*",
  async ({ id }) => {
    await pool.query("insert into proof_handled (event_id) values ($1)", [id]);
    await sleep(2);
  },
  { name: "proof", durable: true },
);

const hanging = Array.from({ length: HANGING_HANDLERS }, (_, number) =>
  on("bench.*", () => new Promise<void>(() => undefined), { name: `hanging-${number}`, durable: true }),
);

const orm = await connect({ url, poolSize: 5 });
const jobs = await startJobQueue({ url, logger });
const handlers = kind === "with-hanging" ? [...hanging, handler] : [handler];
const runtime = await startEvents({ orm, url, jobs, catalog: {}, logger, handlers });
process.send?.("ready");

await once(process, "disconnect");
await runtime[Symbol.asyncDispose]();
await jobs[Symbol.asyncDispose]();
await orm.close();
await pool.end();
