import { setImmediate } from "node:timers/promises";

let lastTurn: Promise<void> = Promise.resolve();

/**
 * Resolves in a turn of the event loop of its own. Otherwise the calls of a batch, which begin together, would hold up
 * every other request for the sum of their times.
 */
export function takeTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => setImmediate());

  return lastTurn;
}
