import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { findNameIds } from "../counting/name-ids.ts";
import { assertNamed } from "../counting/assert-named.ts";
import { isFiltered } from "../counting/is-filtered.ts";
import { resolveRange } from "../counting/range-of.ts";
import type { CountedUsers } from "../engine/index.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";
import { countTopUsersInSql } from "./top-users.sql.ts";
import { tables } from "@admin-events/db";

export interface TopUsersInput extends RangeInput {
  /** Names or patterns that count; default every event. */
  names?: string[];
  /** Most events first (the default), or latest event first. */
  sort?: "count" | "lastAt";
  /** 1 to 200; default 50. */
  limit?: number;
  /** How many users to pass over; default 0. */
  offset?: number;
}

export interface TopUser {
  user: { id: string; email: string | null; name: string | null };
  /** Events within the range. */
  count: number;
  /** ISO 8601 in UTC, of the first and the last of them. */
  firstAt: string;
  lastAt: string;
}

export interface TopUsers {
  users: TopUser[];
  /** Users with at least one event within the range. */
  total: number;
}

/** Users by what they did within a range. Visitors who are not known as users are among them. */
export async function topUsers(context: QueryContext, input: TopUsersInput): Promise<TopUsers> {
  const { names = ["*"], sort = "count", limit = 50, offset = 0 } = input;
  assertNamed(names);
  const range = resolveRange(context, input);
  const page = { sort, limit, offset, from: range.from.epochMilliseconds, to: range.to.epochMilliseconds };

  const counted: CountedUsers =
    context.engine && !isFiltered(input)
      ? await context.engine.run("topUsers", {
          ...page,
          nameIds: [...new Set((await findNameIds(context, names)).flat())],
        })
      : await countTopUsersInSql(context, { names, filter: input.filter }, page);

  return { users: await withNames(context.em, counted), total: counted.total };
}

async function withNames(em: EntityManager, { users }: CountedUsers): Promise<TopUser[]> {
  const { rows } = await sql<{ number: number; id: string; email: string | null; name: string | null }>`
    select id as number, external_id as id, email, name from ${tables.users}
    where id = any(${users.map(({ person }) => person)}::int[])`.execute(em.getKysely());
  const byNumber = new Map(rows.map(({ number, ...user }) => [number, user]));

  return users.flatMap(({ person, count, firstAt, lastAt }) => {
    const user = byNumber.get(person);

    // Somebody may have been deleted since the events were counted.
    return user
      ? [{ user, count, firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() }]
      : [];
  });
}
