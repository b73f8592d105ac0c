import type { ConcernedEvents } from "../questions.ts";
import type { PackedEvents } from "../segment.ts";
import { msInDay } from "../segment.ts";
import { placesWithin } from "./places-within.ts";

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

/** The users with the most or the latest events; among equals the latest, then the lowest number. */
export function foldTopUsers({ segments, whois }: PackedEvents, rules: TopUsersRules): CountedUsers {
  const counts = new Uint32Array(whois.length);
  const first = new Float64Array(whois.length).fill(Infinity);
  const last = new Float64Array(whois.length).fill(-1);

  for (const segment of segments) {
    const { start, end } = placesWithin(segment, rules);
    const { people, times } = segment;
    const dayStart = segment.day * msInDay;
    for (let place = start; place < end; place++) {
      const person = whois[people[place] ?? 0] ?? 0;
      const time = dayStart + (times[place] ?? 0);
      counts[person] = (counts[person] ?? 0) + 1;
      if (time < (first[person] ?? 0)) first[person] = time;
      if (time > (last[person] ?? 0)) last[person] = time;
    }
  }

  const keys = rules.sort === "count" ? counts : last;
  const wanted = rules.offset + rules.limit;
  // Sorting bare numbers is fast; only those who may be on the page are then compared in full.
  const lowest = keys.toSorted().at(-wanted) ?? -1;
  const users: CountedUser[] = [];
  let total = 0;
  for (let person = 0; person < counts.length; person++) {
    const count = counts[person] ?? 0;
    if (count === 0) continue;
    total++;
    if ((keys[person] ?? 0) >= lowest)
      users.push({ person, count, firstAt: first[person] ?? 0, lastAt: last[person] ?? 0 });
  }

  return { total, users: users.sort(byRank(rules.sort)).slice(rules.offset, wanted) };
}

function byRank(sort: TopUsersRules["sort"]) {
  return (a: CountedUser, b: CountedUser): number =>
    (sort === "count" ? b.count - a.count : 0) || b.lastAt - a.lastAt || a.person - b.person;
}
