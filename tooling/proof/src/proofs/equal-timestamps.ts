import { createQueryClient } from "@admin-events/client/query";
import { isStored } from "@admin-events/load";
import type { Proof } from "../proof.ts";
import { createLedger } from "../harness/ledger.ts";
import { createEvent } from "../harness/traffic.ts";

const EVENT_COUNT = 1_000;
const PAGE_SIZE = 25;

export const equalTimestamps: Proof = {
  claim: "Pages over 1,000 events of the same millisecond show each event once while more arrive",
  async run({ servers: [{ url, cookie, sender }], query }) {
    const ledger = createLedger();
    const show = ledger.createListener();
    const userId = `equal-${Date.now()}`;
    const timestamp = new Date();
    const events = Array.from({ length: EVENT_COUNT }, () => ({ ...createEvent(), userId, timestamp }));
    for (const { id } of events) ledger.recordSent(id);
    for (let first = 0; first < EVENT_COUNT; first += 500) {
      const { results } = await sender.send(events.slice(first, first + 500), timestamp.getTime());
      for (const { id, status } of results) if (isStored(status)) ledger.recordAcknowledged(id);
    }
    await query(
      "update admin_events.events set received_at = $1 where user_id = (select id from admin_events.users where external_id = $2)",
      [timestamp, userId],
    );

    const client = createQueryClient({ url, headers: { cookie } });
    let [cursor, pages] = [undefined as string | undefined, 0];
    do {
      const page = await client.api.list_latest.query({ userId, limit: PAGE_SIZE, cursor });
      for (const { id } of page.items) show(id);
      cursor = page.nextCursor ?? undefined;
      pages++;
      if (pages % 20 === 0) await sender.send([{ ...createEvent(), userId }]);
    } while (cursor !== undefined);
    await client.close();
    const balance = await ledger.balance(query);

    return {
      ...balance,
      measured: `${pages} pages of ${PAGE_SIZE}`,
      failures:
        balance.lost === 0 && balance.twice === 0 && balance.delivered === EVENT_COUNT
          ? []
          : ["A page skipped or repeated an event."],
    };
  },
};
