import type { Plan } from "../users/traits.ts";
import type { SimulatedEvent } from "./diary.ts";
import { createDiary } from "./diary.ts";
import { makePerson } from "./people.ts";
import type { Random } from "./random.ts";
import { day, hour, minute, momentAfter } from "./rhythm.ts";
import type { Intent, Season } from "./visit.ts";
import { visitShop } from "./visit.ts";

/** A customer as the shop's user table knows them. */
export interface SimulatedUser {
  externalId: string;
  email: string;
  name: string;
  createdAt: Date;
  /** Null for those who never clicked the link. */
  confirmedAt: Date | null;
}

/** How often someone comes back, and for how long they do so at all. Both are means, in days. */
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

const confirmationRate = 0.78;
const unconfirmed: Intent = { cart: 0.15, checkout: 0.2, order: 0 };
const newcomer: Intent = { cart: 0.46, checkout: 0.68, order: 0.74 };
const returning: Intent = { cart: 0.42, checkout: 0.7, order: 0.82 };

/** One customer from signing up at `signedUpAt` until they stop coming or the season ends. */
export function liveAsCustomer(
  number: number,
  signedUpAt: number,
  season: Season,
  random: Random,
): { user: SimulatedUser; events: SimulatedEvent[] } {
  const externalId = random.idAt(signedUpAt);
  const diary = createDiary(externalId, random);
  let plan: Plan = random.chance(0.14) ? "club" : "free";

  const source = sources[random.pickIndex(sourceWeights)]!;
  diary.write("user.signed_up", signedUpAt, { plan, source });
  if (random.chance(0.1)) diary.write("newsletter.subscribed", signedUpAt + 400, { source: "sign-up" });

  const confirmedAt = random.chance(confirmationRate) ? signedUpAt + confirmationDelay(random) : null;
  if (confirmedAt === null) {
    if (random.chance(0.5))
      visitShop(diary, { at: signedUpAt + minute, intent: unconfirmed, season }, random);
  } else {
    const hoursToConfirm = Math.round(((confirmedAt - signedUpAt) / hour) * 100) / 100;
    diary.write("user.confirmed", confirmedAt, { hoursToConfirm });
    comeAndGo(confirmedAt);
  }

  const user = {
    externalId,
    ...makePerson(number, random),
    createdAt: new Date(signedUpAt),
    confirmedAt: confirmedAt !== null && confirmedAt <= season.end ? new Date(confirmedAt) : null,
  };
  return { user, events: diary.events };

  function comeAndGo(confirmed: number): void {
    const habit = habits[random.pickIndex(habits.map(({ share }) => share))]!;
    const keenness = plan === "club" ? 1.5 : 1;
    const leavesAt = confirmed + random.wait(habit.lifetime * keenness) * day;

    if (random.chance(0.93)) visit(confirmed + random.between(0.3, 6) * minute, newcomer);

    let at = confirmed;
    while (
      (at = momentAfter(at, random.wait(habit.gap / keenness) * day, random)) < Math.min(leavesAt, season.end)
    ) {
      visit(at, returning);
    }
  }

  function visit(at: number, intent: Intent): void {
    const orderedAt = visitShop(diary, { at: Math.floor(at), intent, season }, random);

    if (orderedAt !== null && plan === "free" && random.chance(0.04))
      changePlan("club", orderedAt + 2 * minute);
    else if (plan === "club" && random.chance(0.012)) changePlan("free", at + 20 * minute);
  }

  function changePlan(to: Plan, at: number): void {
    diary.write("plan.changed", at, { from: plan, to });
    plan = to;
  }
}

/** Most click within minutes, some find the mail days later. */
function confirmationDelay(random: Random): number {
  return Math.floor(Math.min(9 * minute * Math.exp(1.7 * random.normal()), 6 * day));
}
