import type {
  DrizzleTransaction,
  KyselyTransaction,
  MikroTransaction,
  PgTransaction,
  PostgresJsTransaction,
  PrismaTransaction,
  SqlTransaction,
} from "./types.ts";

/** A call of a function with two texts that returns one. */
interface Call {
  /** Quoted, with its schema. */
  functionName: string;
  name: string;
  json: string;
}

/** Runs the call in the caller's transaction. @throws TypeError for anything that is not a transaction. */
export async function runCall(transaction: SqlTransaction, call: Call): Promise<string> {
  const [row] = await run(transaction, call);

  return (row as { id: string }).id;
}

// The parameters are texts, because drivers disagree about how they send JSON.
const toQuery = ({ functionName }: Call, first: string, second: string) =>
  `select ${functionName}(${first}::text, ${second}::text::jsonb)::text as id`;

async function run(transaction: SqlTransaction, call: Call): Promise<readonly unknown[]> {
  const { name, json } = call;

  // Prisma first: its clients are proxies.
  if (has<PrismaTransaction>(transaction, "$queryRawUnsafe")) {
    assertTransaction(!has(transaction, "$connect"), "Prisma", "the tx of $transaction(async (tx) => …)");
    return toRows(await transaction.$queryRawUnsafe(toQuery(call, "$1", "$2"), name, json));
  }
  if (has<KyselyTransaction>(transaction, "executeQuery")) {
    assertTransaction(
      transaction.isTransaction,
      "Kysely",
      "the tx of transaction().execute(async (tx) => …)",
    );
    return toRows(await transaction.executeQuery(toCompiledQuery(toQuery(call, "$1", "$2"), [name, json])));
  }
  if (has<MikroTransaction>(transaction, "isInTransaction")) {
    assertTransaction(transaction.isInTransaction(), "MikroORM", "the em of transactional(async (em) => …)");
    return toRows(await transaction.execute(toQuery(call, "?", "?"), [name, json]));
  }
  if (has<PostgresJsTransaction>(transaction, "unsafe")) {
    assertTransaction(has(transaction, "savepoint"), "postgres.js", "the sql of begin(async (sql) => …)");
    return toRows(await transaction.unsafe(toQuery(call, "$1", "$2"), [name, json] as never[]));
  }
  if (has<DrizzleTransaction>(transaction, "execute")) {
    assertTransaction(has(transaction, "rollback"), "Drizzle", "the tx of transaction(async (tx) => …)");
    return toRows(await transaction.execute(toQuery(call, quote(name), quote(json))));
  }
  if (has<PgTransaction>(transaction, "query")) {
    assertTransaction(!("totalCount" in transaction), "pg", "a client on which you called begin, not a pool");
    return toRows(await transaction.query(toQuery(call, "$1", "$2"), [name, json]));
  }
  throw new TypeError("Pass an open transaction of pg, Kysely, Drizzle, Prisma, MikroORM or postgres.js.");
}

function has<Kind extends object>(value: unknown, method: PropertyKey): value is Kind {
  return (
    ((typeof value === "object" && value !== null) || typeof value === "function") &&
    typeof (value as Record<PropertyKey, unknown>)[method] === "function"
  );
}

/** Outside of a transaction, the event would be stored whatever happens to the rows it is about. */
function assertTransaction(isTransaction: boolean, library: string, expected: string): void {
  if (!isTransaction) throw new TypeError(`This is not a transaction of ${library}. Pass ${expected}.`);
}

/** Some drivers return the rows, others an object with them. */
function toRows(result: unknown): readonly unknown[] {
  return Array.isArray(result) ? (result as unknown[]) : (result as { rows: unknown[] }).rows;
}

/** What Kysely's `CompiledQuery.raw` returns. */
function toCompiledQuery(sql: string, parameters: readonly unknown[]): object {
  return {
    sql,
    parameters,
    query: { kind: "RawNode", sqlFragments: [sql], parameters: [] },
    queryId: { queryId: "admin-events" },
  };
}

/** Drizzle's `execute` takes a text without parameters. Nothing within dollar quotes is interpreted. */
function quote(text: string): string {
  let tag = "$admin_events$";
  // The end of the text and the beginning of the tag could make up the tag, too.
  for (let attempt = 1; (text + tag).indexOf(tag) < text.length; attempt++) tag = `$admin_events_${attempt}$`;

  return tag + text + tag;
}
