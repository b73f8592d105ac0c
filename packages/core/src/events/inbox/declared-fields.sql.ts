import type { AnyCatalog, EventDefinition } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { takeTurn } from "../../background/index.ts";
import { defaultRedactor } from "../../redaction/index.ts";
import type { DeclaredFields } from "../preparing/declared-fields.ts";
import { getDeclaredFields } from "../preparing/declared-fields.ts";

/**
 * Tells `track()` in SQL which fields of the catalog it must not redact although their names are those of secrets. Only adds: the
 * server redacts again when it stores an event, by its own catalog. In turns with other work, because it reads every schema.
 */
export async function storeDeclaredFields(em: EntityManager, catalog: AnyCatalog): Promise<void> {
  const declared: { eventName: string; field: string }[] = [];
  for (const [name, definition] of Object.entries(catalog)) {
    await takeTurn();
    for (const field of listSecretFields(definition))
      for (const eventName of [name, ...(definition.aliases ?? [])]) declared.push({ eventName, field });
  }
  if (declared.length === 0) return;

  await sql`
    insert into ${tables.declaredFields} (event_name, field)
    select "eventName", field
    from jsonb_to_recordset(${JSON.stringify(declared)}::jsonb) as declared("eventName" text, field text)
    order by 1, 2
    on conflict do nothing`.execute(em.getKysely());
}

/** None if the schema cannot be read: that must not stop a server, and rejects the event when it arrives. */
function listSecretFields(definition: EventDefinition): string[] {
  try {
    return listSecretNames(getDeclaredFields(definition.metadata));
  } catch {
    return [];
  }
}

/** Fields below one with such a name are stored as they are, too. */
function listSecretNames({ fields }: DeclaredFields, parent = ""): string[] {
  return [...fields].flatMap(([field, inner]) => {
    const isSecret = [field, `${parent} ${field}`].some(
      (key) => defaultRedactor.getSensitivity(key) !== null,
    );
    return [...(isSecret ? [field] : []), ...listSecretNames(inner, field)];
  });
}
