import { setImmediate } from "node:timers/promises";

let lastTurn: Promise<void> = Promise.resolve();

/** In a turn of its own: the calls of a batch begin together, and would hold up every other request for their sum. */
export function takeTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => setImmediate());

  return lastTurn;
}
