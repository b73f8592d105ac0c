import type { ChangeSet, EntityManager, EventSubscriber, MikroORM, UnitOfWork } from "@admin-events/db";
import type { EventsRuntime } from "../../events/index.ts";
import { eventOf } from "../activity-entry.ts";
import { entryOfChange } from "./activity-change.ts";
import { kindOf, statesOf } from "./entity-states.ts";

/** Which changes of an entity are logged, and how. Made by {@link trackChanges}. */
export interface TrackedEntity {
  entity: EntityClass;
  rules: ChangeRules<never>;
}

type EntityClass<Entity = object> = abstract new (...args: never[]) => Entity;

export interface ChangeRules<Entity> {
  /** What the entries are about; they are called `<resourceType>.created`, `.updated` and `.deleted`. */
  resourceType: string;
  /** The id under which people know the resource. Default: the primary key. */
  resourceId?: (entity: Entity) => string | number;
  /** Fields that are left out, like `updatedAt`. Paths lead into embedded and JSON fields: `traits.signIns`. */
  skip?: readonly string[];
  /** Fields whose change is told and whose values are not. Hidden properties and names like `password` are so anyway. */
  redact?: readonly string[];
  /** Who is affected by a change, where that is somebody else. */
  target?: (entity: Entity) => string | null;
  module?: string;
  /** Stands beside the differences. */
  metadata?: (entity: Entity) => Record<string, unknown>;
}

/** Marks an entity, and what inherits from it, for {@link watchChanges}. */
export function trackChanges<Entity extends object>(
  entity: EntityClass<Entity>,
  rules: ChangeRules<Entity>,
): TrackedEntity {
  return { entity, rules };
}

/**
 * Logs every create, update and delete of the marked entities that any entity manager of the ORM flushes: in the same
 * transaction, all of a flush in one statement, by the actor of `actingAs`. Collections of other entities and queries
 * beside the unit of work, like `nativeUpdate`, are not seen.
 *
 * Call it once, before the first fork.
 */
export function watchChanges(
  orm: MikroORM,
  { record }: Pick<EventsRuntime<unknown>, "record">,
  tracked: readonly TrackedEntity[],
): void {
  const written = new WeakSet<ChangeSet<object>>();

  async function write({ em, uow }: { em: unknown; uow?: UnitOfWork }): Promise<void> {
    const changes = (uow?.getChangeSets() ?? []).filter((change) => !written.has(change));
    const entries = changes.flatMap((change) => entryOf(em as EntityManager, change, tracked) ?? []);
    for (const change of changes) written.add(change);

    // The code that flushes names these actions itself, so a catalog that does not know them refuses nothing.
    if (entries.length > 0) await record(em as EntityManager, entries.map(eventOf), { anyName: true });
  }

  // A flush with a transaction of its own is seen before that commits, any other one when it ends.
  const subscriber: EventSubscriber = {
    beforeTransactionCommit: write,
    async afterFlush({ em, uow }) {
      if (em.isInTransaction()) await write({ em, uow });
    },
  };
  orm.em.getEventManager().registerSubscriber(subscriber);
}

function entryOf(em: EntityManager, change: ChangeSet<object>, tracked: readonly TrackedEntity[]) {
  const rules = tracked.find(({ entity }) => change.entity instanceof entity)?.rules as
    ChangeRules<object> | undefined;
  if (!rules) return null;

  const { resourceType, skip, redact = [], module } = rules;
  const { from, to, hidden } = statesOf(em, change);
  const id = rules.resourceId ? rules.resourceId(change.entity) : change.getSerializedPrimaryKey();

  return entryOfChange({
    action: `${resourceType}.${kindOf(change)}`,
    resource: { type: resourceType, id },
    target: rules.target?.(change.entity),
    module,
    from,
    to,
    skipFields: skip ?? [],
    redact: [...redact, ...hidden],
    extraMetadata: rules.metadata?.(change.entity),
  });
}
