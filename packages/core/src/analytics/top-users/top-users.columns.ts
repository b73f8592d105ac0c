import type { ConcernedEvents } from "../engine/registry.ts";
import type { EventColumns } from "../columns/column-chunk.ts";
import { msInDay } from "../columns/column-chunk.ts";
import { nthLargest } from "./nth-largest.ts";
import { findPositions } from "../columns/find-positions.ts";

export interface TopUsersRules extends ConcernedEvents {
  sort: "count" | "lastAt";
  limit: number;
  offset: number;
}

/** What somebody did within the range. Times are milliseconds since 1970. */
export interface CountedUser {
  person: number;
  count: number;
  firstAt: number;
  lastAt: number;
}

export interface CountedUsers {
  total: number;
  users: CountedUser[];
}

/**
 * The users with the most or the latest events; among equals the latest, then the lowest number. Everybody gets a rank
 * at first, and then only those who may be on the page are looked at in full.
 */
export function countTopUsers(packed: EventColumns, rules: TopUsersRules): CountedUsers {
  const wanted = rules.offset + rules.limit;
  const ranks = rules.sort === "count" ? countsOf(packed, rules) : lastTimesOf(packed, rules);
  const lowest = Math.max(lowestRank[rules.sort], nthLargest(ranks, wanted));
  const users = inFull(packed, rules, (person) => (ranks[person] ?? 0) >= lowest);
  const total = ranks.reduce((sum, rank) => (rank >= lowestRank[rules.sort] ? sum + 1 : sum), 0);

  return { total, users: users.sort(byRank(rules.sort)).slice(rules.offset, wanted) };
}

/** Whoever did nothing has a lower one. */
const lowestRank = { count: 1, lastAt: -Number.MAX_VALUE };

function countsOf({ segments, numbers, peopleOf }: EventColumns, rules: TopUsersRules): Float64Array {
  const counts = new Float64Array(numbers);

  for (const segment of segments) {
    const { start, end } = findPositions(segment, rules);
    const people = peopleOf(segment);
    for (let place = start; place < end; place++) counts[people[place] ?? 0]!++;
  }

  return counts;
}

function lastTimesOf({ segments, numbers, peopleOf }: EventColumns, rules: TopUsersRules): Float64Array {
  const last = new Float64Array(numbers).fill(-Infinity);

  for (const segment of segments) {
    const { start, end } = findPositions(segment, rules);
    const people = peopleOf(segment);
    const dayStart = segment.day * msInDay;
    for (let place = start; place < end; place++) {
      const person = people[place] ?? 0;
      const time = dayStart + (segment.times[place] ?? 0);
      if (time > (last[person] ?? 0)) last[person] = time;
    }
  }

  return last;
}

function inFull(
  { segments, numbers, peopleOf }: EventColumns,
  rules: TopUsersRules,
  isConcerned: (person: number) => boolean,
): CountedUser[] {
  const concerned = Uint8Array.from({ length: numbers }, (_, person) => (isConcerned(person) ? 1 : 0));
  const users = new Map<number, CountedUser>();

  for (const segment of segments) {
    const { start, end } = findPositions(segment, rules);
    const people = peopleOf(segment);
    const dayStart = segment.day * msInDay;
    for (let place = start; place < end; place++) {
      const person = people[place] ?? 0;
      if (concerned[person] === 0) continue;

      const time = dayStart + (segment.times[place] ?? 0);
      const user = users.get(person) ?? { person, count: 0, firstAt: time, lastAt: time };
      users.set(person, user);
      user.count++;
      user.firstAt = Math.min(user.firstAt, time);
      user.lastAt = Math.max(user.lastAt, time);
    }
  }

  return [...users.values()];
}

function byRank(sort: TopUsersRules["sort"]) {
  return (a: CountedUser, b: CountedUser): number =>
    (sort === "count" ? b.count - a.count : 0) || b.lastAt - a.lastAt || a.person - b.person;
}
