import type { EventColumns, EventSelection } from "../columns/column-chunk.ts";
import { findChunks, findPositions } from "../columns/positions.ts";
import type { PeopleRules } from "./people-rules.ts";

export interface PeopleColumnsInput extends PeopleRules, EventSelection {}

export function countPeopleInColumns(
  { chunks, userIdLimit, resolveUsers }: EventColumns,
  { ranges }: PeopleColumnsInput,
): number[] {
  // For each user the number of the latest range that counted them, from 1.
  const lastRange = new Int32Array(userIdLimit);

  return findChunks(chunks, ranges).map((chunksOfRange, index) => {
    let count = 0;
    for (const chunk of chunksOfRange) {
      const { start, end } = findPositions(chunk, ranges[index] ?? EMPTY_RANGE);
      const userIds = resolveUsers(chunk);
      for (let position = start; position < end; position++) {
        const userId = userIds[position] ?? 0;
        if (lastRange[userId] === index + 1) continue;
        lastRange[userId] = index + 1;
        count++;
      }
    }
    return count;
  });
}

const EMPTY_RANGE = { from: 0, to: 0 };
