import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";

/** Numbers for the texts that events repeat: their names and the ids of their people. */
interface Dictionary {
  /** The numbers of these texts, newly given where a text had none. */
  resolveIds(em: EntityManager, texts: Iterable<string>): Promise<Map<string, number>>;
  forget(): void;
}

/** The dictionaries that writing events needs. */
export interface Dictionaries {
  names: Dictionary;
  people: Dictionary;
  /** Forgets what both remember, after rows were deleted behind their back. */
  forget(): void;
}

/** Dictionaries that remember the usual number of names and people. */
export function createDictionaries(): Dictionaries {
  const names = createDictionary("names", 10_000);
  const people = createDictionary("people", 250_000);

  return {
    names,
    people,
    forget() {
      names.forget();
      people.forget();
    },
  };
}

const tables = {
  names: { table: sql.table("event_names"), column: sql.ref("name") },
  people: { table: sql.table("users"), column: sql.ref("external_id") },
};

/**
 * A dictionary that remembers up to `capacity` numbers in this process. Inside a caller's transaction it neither
 * trusts nor keeps what it remembers, since the caller may roll back.
 */
function createDictionary(kind: keyof typeof tables, capacity: number): Dictionary {
  const remembered = new Map<string, number>();

  return {
    async resolveIds(em, texts) {
      const numbers = new Map<string, number>();
      const unknown = new Set<string>();
      const isInTransaction = em.isInTransaction();

      for (const text of texts) {
        const number = isInTransaction ? undefined : remembered.get(text);
        if (number === undefined) unknown.add(text);
        else numbers.set(text, number);
      }

      if (unknown.size === 0) return numbers;
      for (const [text, number] of await findOrGiveNumbers(em, kind, [...unknown].sort())) {
        numbers.set(text, number);
        if (!isInTransaction) remembered.set(text, number);
      }

      if (remembered.size > capacity) forgetOldest(remembered, remembered.size - capacity);
      return numbers;
    },
    forget: () => remembered.clear(),
  };
}

type NumberRow = { text: string; id: number };

/**
 * The numbers of these ids of people, `anonymous:…` for visitors; who is new gets one. Whoever writes people down goes
 * this way: an insert that meets a known person would use a number up each time.
 */
export function resolveUserIds(em: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
  return findOrGiveNumbers(em, "people", [...new Set(ids)].sort());
}

async function findOrGiveNumbers(
  em: EntityManager,
  kind: keyof typeof tables,
  texts: string[],
): Promise<Map<string, number>> {
  const found = await findNumbers(em, kind, texts);
  const missing = texts.filter((text) => !found.has(text));
  if (missing.length === 0) return found;

  // Sorted, so that two writers that bring the same new texts wait for each other instead of deadlocking.
  const { table, column } = tables[kind];
  await sql`
    insert into ${table} (${column})
    select text from unnest(${missing}::text[]) as text
    on conflict (${column}) do nothing`.execute(em.getKysely());

  return new Map([...found, ...(await findNumbers(em, kind, missing))]);
}

async function findNumbers(
  em: EntityManager,
  kind: keyof typeof tables,
  texts: string[],
): Promise<Map<string, number>> {
  const { table, column } = tables[kind];
  const { rows } = await sql<NumberRow>`
    select ${column} as text, id from ${table} where ${column} = any(${texts}::text[])`.execute(
    em.getKysely(),
  );

  return new Map(rows.map(({ text, id }) => [text, id]));
}

function forgetOldest(remembered: Map<string, number>, count: number): void {
  for (const text of remembered.keys().take(count)) remembered.delete(text);
}
