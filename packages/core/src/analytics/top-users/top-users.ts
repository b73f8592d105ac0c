import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { findLastSeen } from "../../events/index.ts";
import { assertNames, findAllNameIds } from "../counts/names.ts";
import { hasFilter, resolveRange } from "../counts/range-input.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import type { TopUsersCounts, TopUsersRules, UserActivity } from "./top-users-rules.ts";
import { countTopUsersInSql } from "./top-users.sql.ts";

export interface TopUsersInput extends RangeInput {
  /** Names or patterns that count; default all events. */
  names?: string[];
  /** Most events first (the default), or latest event first. */
  sort?: TopUsersRules["sort"];
  /** 1 to 200; default 50. */
  limit?: number;
  /** The number of users to skip; default 0. */
  offset?: number;
}

export interface TopUser {
  user: { id: string; email: string | null; name: string | null };
  count: number;
  firstAt: string;
  lastAt: string;
  /** When the user was last seen at any time, within the range or after it. */
  lastSeenAt: string;
}

export interface TopUsers {
  users: TopUser[];
  /** Users with at least one event within the range. */
  total: number;
}

/** Lists users by their events within a range, visitors included who are not linked to a user. */
export async function listTopUsers(context: QueryContext, input: TopUsersInput): Promise<TopUsers> {
  const { names = ["*"], sort = "count", limit = 50, offset = 0 } = input;
  assertNames(names);
  const range = resolveRange(context, input);
  const rules = { sort, limit, offset, from: range.from.epochMilliseconds, to: range.to.epochMilliseconds };
  const { users, total } = await countUsers(
    context,
    { names, filter: input.filter, kind: input.kind },
    rules,
  );

  return { users: await addNames(context.em, users), total };
}

async function countUsers(
  context: QueryContext,
  input: Pick<TopUsersInput, "filter" | "kind"> & { names: string[] },
  rules: TopUsersRules,
): Promise<TopUsersCounts> {
  if (!context.engine || hasFilter(input)) return countTopUsersInSql(context, input, rules);

  return context.engine.run("topUsers", {
    ...rules,
    nameIds: await findAllNameIds(context, input.names, input.kind),
  });
}

async function addNames(em: EntityManager, users: readonly UserActivity[]): Promise<TopUser[]> {
  const rows = await em
    .getKysely()
    .selectFrom("users")
    .select(["id as userId", "external_id as id", "email", "name"])
    .where("id", "=", sql<number>`any(${users.map(({ userId }) => userId)}::int[])`)
    .execute();
  const lastSeen = await findLastSeen(
    em,
    users.map(({ userId }) => userId),
  );
  const usersById = new Map(rows.map(({ userId, ...user }) => [userId, user]));

  return users.flatMap(({ userId, count, firstAt, lastAt }) => {
    const user = usersById.get(userId);

    // A user may have been deleted since the events were counted.
    if (!user) return [];
    const last = new Date(lastAt).toISOString();
    const lastSeenAt = lastSeen.get(userId) ?? last;
    return [{ user, count, firstAt: new Date(firstAt).toISOString(), lastAt: last, lastSeenAt }];
  });
}
