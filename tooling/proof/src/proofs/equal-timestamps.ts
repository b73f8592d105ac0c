import { createQueryClient } from "@admin-events/client/query";
import type { Proof } from "../proof.ts";
import { createLedger } from "../rig/ledger.ts";
import { nextEvent } from "../rig/send-events.ts";

const count = 1_000;
const pageSize = 25;

export const equalTimestamps: Proof = {
  claim: "pages over 1,000 events of one and the same millisecond show each once, while more arrive",
  async run({ servers: [{ url, cookie, door }], query }) {
    const ledger = createLedger();
    const show = ledger.listener();
    const userId = `equal-${Date.now()}`;
    const timestamp = new Date();
    const events = Array.from({ length: count }, () => ({ ...nextEvent(), userId, timestamp }));
    for (const { id } of events) ledger.noteSent(id);
    for (let first = 0; first < count; first += 500) {
      const { results } = await door.send(events.slice(first, first + 500), timestamp.getTime());
      for (const { id, status } of results) if (status === "ok") ledger.noteAcknowledged(id);
    }
    await query(
      "update admin_events.events set received_at = $1 where user_id = (select id from admin_events.users where external_id = $2)",
      [timestamp, userId],
    );

    const client = createQueryClient({ url, headers: { cookie } });
    let [cursor, pages] = [undefined as string | undefined, 0];
    do {
      const page = await client.api.list_latest.query({ userId, limit: pageSize, cursor });
      for (const { id } of page.items) show(id);
      cursor = page.nextCursor ?? undefined;
      pages++;
      if (pages % 20 === 0) await door.send([{ ...nextEvent(), userId }]);
    } while (cursor !== undefined);
    await client.close();
    const balance = await ledger.balance(query);

    return {
      ...balance,
      measured: `${pages} pages of ${pageSize}`,
      failures:
        balance.lost === 0 && balance.twice === 0 && balance.delivered === count
          ? []
          : ["A page skipped or repeated."],
    };
  },
};
