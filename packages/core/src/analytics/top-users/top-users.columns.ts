import type { EventColumns, EventSelection } from "../columns/column-chunk.ts";
import { MS_PER_DAY } from "../columns/column-chunk.ts";
import { findPositions } from "../columns/positions.ts";
import { findNthLargest } from "./nth-largest.ts";
import type { TopUsersCounts, TopUsersRules, UserActivity } from "./top-users-rules.ts";

export interface TopUsersColumnsInput extends TopUsersRules, EventSelection {}

/** Among equals the latest, then the lowest id. Ranks all users, then reads the activity of those who may be on the page. */
export function countTopUsersInColumns(columns: EventColumns, input: TopUsersColumnsInput): TopUsersCounts {
  const pageEnd = input.offset + input.limit;
  const ranks = input.sort === "count" ? getCounts(columns, input) : getLastTimes(columns, input);
  const minRank = Math.max(LOWEST_RANK[input.sort], findNthLargest(ranks, pageEnd));
  const users = readActivity(columns, input, (userId) => (ranks[userId] ?? 0) >= minRank);
  const total = ranks.reduce((sum, rank) => (rank >= LOWEST_RANK[input.sort] ? sum + 1 : sum), 0);

  return { total, users: users.sort(compareBy(input.sort)).slice(input.offset, pageEnd) };
}

/** A user without events ranks below it. */
const LOWEST_RANK = { count: 1, lastAt: -Number.MAX_VALUE };

function getCounts(
  { chunks, userIdLimit, resolveUsers }: EventColumns,
  input: TopUsersColumnsInput,
): Float64Array {
  const counts = new Float64Array(userIdLimit);

  for (const chunk of chunks) {
    const { start, end } = findPositions(chunk, input);
    const userIds = resolveUsers(chunk);
    for (let position = start; position < end; position++) counts[userIds[position] ?? 0]!++;
  }

  return counts;
}

function getLastTimes(
  { chunks, userIdLimit, resolveUsers }: EventColumns,
  input: TopUsersColumnsInput,
): Float64Array {
  const lastTimes = new Float64Array(userIdLimit).fill(-Infinity);

  for (const chunk of chunks) {
    const { start, end } = findPositions(chunk, input);
    const userIds = resolveUsers(chunk);
    const dayStart = chunk.day * MS_PER_DAY;
    for (let position = start; position < end; position++) {
      const userId = userIds[position] ?? 0;
      const time = dayStart + (chunk.times[position] ?? 0);
      if (time > (lastTimes[userId] ?? 0)) lastTimes[userId] = time;
    }
  }

  return lastTimes;
}

function readActivity(
  { chunks, userIdLimit, resolveUsers }: EventColumns,
  input: TopUsersColumnsInput,
  isIncluded: (userId: number) => boolean,
): UserActivity[] {
  const included = Uint8Array.from({ length: userIdLimit }, (_, userId) => (isIncluded(userId) ? 1 : 0));
  const users = new Map<number, UserActivity>();

  for (const chunk of chunks) {
    const { start, end } = findPositions(chunk, input);
    const userIds = resolveUsers(chunk);
    const dayStart = chunk.day * MS_PER_DAY;
    for (let position = start; position < end; position++) {
      const userId = userIds[position] ?? 0;
      if (included[userId] === 0) continue;

      const time = dayStart + (chunk.times[position] ?? 0);
      const user = users.get(userId) ?? { userId, count: 0, firstAt: time, lastAt: time };
      users.set(userId, user);
      user.count++;
      user.firstAt = Math.min(user.firstAt, time);
      user.lastAt = Math.max(user.lastAt, time);
    }
  }

  return [...users.values()];
}

function compareBy(sort: TopUsersRules["sort"]) {
  return (a: UserActivity, b: UserActivity): number =>
    (sort === "count" ? b.count - a.count : 0) || b.lastAt - a.lastAt || a.userId - b.userId;
}
