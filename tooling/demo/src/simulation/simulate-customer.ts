import type { SimulatedEvent } from "./event-recorder.ts";
import { createEventRecorder } from "./event-recorder.ts";
import { makePerson } from "./people.ts";
import type { Random } from "./random.ts";
import { DAY, HOUR, MINUTE, pickTimeAfter } from "./demand.ts";
import type { Intent, YearRange } from "./simulate-visit.ts";
import { simulateVisit } from "./simulate-visit.ts";

type Plan = "free" | "club";

/** A customer as a user of Admin Events. */
export interface SimulatedUser {
  externalId: string;
  email: string;
  name: string;
  createdAt: Date;
  /** Null if they never followed the sign-in link. */
  confirmedAt: Date | null;
}

/** Means in days: between two visits, and from the confirmation to the last visit. */
interface Habit {
  share: number;
  gap: number;
  lifetime: number;
}

const habits: readonly Habit[] = [
  { share: 0.4, gap: 20, lifetime: 6 },
  { share: 0.37, gap: 11, lifetime: 90 },
  { share: 0.23, gap: 4, lifetime: 280 },
];
const sources = ["search", "friend", "instagram", "newsletter", "podcast", "market stall"];
const sourceWeights = [34, 24, 18, 10, 8, 6];

const CONFIRMATION_RATE = 0.78;
const unconfirmed: Intent = { cart: 0.15, checkout: 0.2, order: 0 };
const newcomer: Intent = { cart: 0.46, checkout: 0.68, order: 0.74 };
const returning: Intent = { cart: 0.42, checkout: 0.7, order: 0.82 };

/** Simulates one customer from sign-up until they stop coming or the year ends. */
export function simulateCustomer(
  number: number,
  signedUpAt: number,
  year: YearRange,
  random: Random,
): { user: SimulatedUser; events: SimulatedEvent[] } {
  const externalId = random.idAt(signedUpAt);
  const recorder = createEventRecorder(externalId, random);
  let plan: Plan = random.chance(0.14) ? "club" : "free";

  const source = sources[random.pickIndex(sourceWeights)]!;
  recorder.track("user.signed_up", signedUpAt, { plan, source });
  if (random.chance(0.1)) recorder.track("newsletter.subscribed", signedUpAt + 400, { source: "sign-up" });

  const confirmedAt = random.chance(CONFIRMATION_RATE) ? signedUpAt + pickConfirmationDelay(random) : null;
  if (confirmedAt === null) {
    if (random.chance(0.5))
      simulateVisit(recorder, { at: signedUpAt + MINUTE, intent: unconfirmed, year }, random);
  } else {
    const hoursToConfirm = Math.round(((confirmedAt - signedUpAt) / HOUR) * 100) / 100;
    recorder.track("user.confirmed", confirmedAt, { hoursToConfirm });
    simulateVisits(confirmedAt);
  }

  const user = {
    externalId,
    ...makePerson(number, random),
    createdAt: new Date(signedUpAt),
    confirmedAt: confirmedAt !== null && confirmedAt <= year.end ? new Date(confirmedAt) : null,
  };
  return { user, events: recorder.events };

  function simulateVisits(confirmed: number): void {
    const habit = habits[random.pickIndex(habits.map(({ share }) => share))]!;
    const keenness = plan === "club" ? 1.5 : 1;
    const leavesAt = confirmed + random.wait(habit.lifetime * keenness) * DAY;

    if (random.chance(0.93)) visit(confirmed + random.between(0.3, 6) * MINUTE, newcomer);

    let at = confirmed;
    while (
      (at = pickTimeAfter(at, random.wait(habit.gap / keenness) * DAY, random)) < Math.min(leavesAt, year.end)
    ) {
      visit(at, returning);
    }
  }

  function visit(at: number, intent: Intent): void {
    const orderedAt = simulateVisit(recorder, { at: Math.floor(at), intent, year }, random);

    if (orderedAt !== null && plan === "free" && random.chance(0.04))
      changePlan("club", orderedAt + 2 * MINUTE);
    else if (plan === "club" && random.chance(0.012)) changePlan("free", at + 20 * MINUTE);
  }

  function changePlan(to: Plan, at: number): void {
    recorder.track("plan.changed", at, { from: plan, to });
    plan = to;
  }
}

/** Minutes for most customers, days for some. */
function pickConfirmationDelay(random: Random): number {
  return Math.floor(Math.min(9 * MINUTE * Math.exp(1.7 * random.normal()), 6 * DAY));
}
