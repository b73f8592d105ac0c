import { parseOptionalId, parseOptionalThingId, parseRequiredId, toPublicId } from "../events/index.ts";
import type { Item } from "./item.ts";
import { uuidv7 } from "./item-fields.ts";

export interface CheckedItem {
  item: Item;
  warnings: string[];
}

/** The ids of people and things in items, and how each is parsed. Ids of events that are missing here are checked later. */
const optionalIds = [
  ["userId", parseOptionalId],
  ["anonymousId", parseOptionalId],
  ["sessionId", parseOptionalThingId],
] as const;
const requiredIds: { [Type in Item["type"]]?: readonly string[] } = {
  identify: ["userId"],
  alias: ["userId", "previousId"],
  group: ["groupId"],
  page: ["sessionId"],
  heartbeat: ["sessionId"],
};

/** Empty ids become null, placeholders with a warning. @throws {ValidationError} if the item needs the id. */
export function checkIds(item: Item): CheckedItem {
  const required = requiredIds[item.type] ?? [];
  const values = item as Readonly<Record<string, unknown>>;
  const changed: Record<string, string | null> = {};
  const warnings: string[] = [];

  for (const path of required) {
    const id = parseRequiredId(path, values[path] as string);
    if (id !== values[path]) changed[path] = id;
  }
  for (const [path, parse] of optionalIds) {
    const value = values[path];
    if (typeof value !== "string" || required.includes(path)) continue;

    const { id, warning } = parse(path, value);
    if (id !== value) changed[path] = id;
    if (warning !== null) warnings.push(warning);
  }

  return { item: Object.keys(changed).length > 0 ? { ...item, ...changed } : item, warnings };
}

/** Gives an item of a public key the ids under which it is stored. */
export function withPublicIds(item: Item): Item {
  if (item.type === "heartbeat")
    return { ...item, id: toPublicId(item.id), pageId: item.pageId ? toPublicId(item.pageId) : null };

  return item.id !== undefined && uuidv7.test(item.id) ? { ...item, id: toPublicId(item.id) } : item;
}
