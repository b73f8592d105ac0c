import type { Door, SampleEvent } from "@admin-events/load";
import { isStored, numberedEventId, sampleNames, samplePeople } from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ledger } from "./ledger.ts";

export interface Sending {
  /** Tried in turn: a sender that is refused at one server goes to the next. */
  doors: readonly Door[];
  ledger: Ledger;
  senders: number;
  /** Events a second of all senders together. */
  rate: number;
  batchSize?: number;
  /** What the sender's clock says. Default: the time. */
  now?: () => number;
  metadata?: SampleEvent["metadata"];
}

export interface Sender {
  /** Batches that were sent again. */
  retries: () => number;
  /** Makes no more events, and sends what is not acknowledged until it is, for at most a minute. */
  finish: () => Promise<void>;
}

const pauseAfterRefusal = 100;
const longestFinish = 60_000;

let lastNumber = 0;

/** Sends events until told to stop, as an application with a retrying client does: an event that is not acknowledged is sent again. */
export function startSending({ doors, ledger, senders, rate, batchSize = 20, ...style }: Sending): Sender {
  const interval = (1000 * batchSize * senders) / rate;
  let isFinishing = false;
  let giveUpAt = Infinity;
  let retries = 0;

  async function deliver(events: SampleEvent[], first: number): Promise<void> {
    let open = events;

    for (let turn = first; open.length > 0 && Date.now() < giveUpAt; turn++) {
      const { results } = await chosen(doors, turn).send(open, style.now?.());
      for (const { id, status } of results) if (isStored(status)) ledger.noteAcknowledged(id);
      open = open.filter(({ id }) => !ledger.isAcknowledged(id));
      if (open.length === 0) return;

      retries++;
      await sleep(pauseAfterRefusal);
    }
  }

  async function work(number: number): Promise<void> {
    for (let due = Date.now(); !isFinishing; due += interval) {
      const events = Array.from({ length: batchSize }, () => nextEvent(style));
      for (const { id } of events) ledger.noteSent(id);
      await deliver(events, number);
      await sleep(Math.max(0, due + interval - Date.now()));
    }
  }

  const working = Array.from({ length: senders }, (_, number) => work(number));

  return {
    retries: () => retries,
    async finish() {
      isFinishing = true;
      giveUpAt = Date.now() + longestFinish;
      await Promise.all(working);
    },
  };
}

function chosen(doors: readonly Door[], turn: number): Door {
  const door = doors[turn % doors.length];
  if (!door) throw new Error("There is no door to send to.");

  return door;
}

/** A new event that nobody has sent before. */
export function nextEvent({ now = Date.now, metadata }: Pick<Sending, "now" | "metadata"> = {}): SampleEvent {
  const number = ++lastNumber;

  return {
    id: numberedEventId(Date.now(), number),
    name: sampleNames[number % sampleNames.length] ?? "",
    timestamp: new Date(now()),
    userId: samplePeople[(number * 7919) % 5_000] ?? null,
    metadata: metadata ?? { path: `/products/${number % 1_000}`, plan: "free" },
  };
}
