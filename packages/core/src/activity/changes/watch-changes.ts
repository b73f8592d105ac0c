import type { ChangeSet, EntityManager, EventSubscriber, MikroORM, UnitOfWork } from "@admin-events/db";
import type { EventsRuntime } from "../../events/index.ts";
import type { ChangeEntry } from "../activity-entry.ts";
import { toEvent } from "../activity-entry.ts";
import { toChangeEntry } from "./activity-change.ts";
import { getChangeVerb, getEntityStates } from "./entity-states.ts";

/** An entity whose changes are logged. Created by {@link trackChanges}. */
export interface TrackedEntity {
  entity: EntityClass;
  rules: ChangeRules<never>;
}

type EntityClass<Entity = object> = abstract new (...args: never[]) => Entity;

export interface ChangeRules<Entity> {
  /** The actions are `<resourceType>.created`, `.updated` and `.deleted`. */
  resourceType: string;
  /** The id that people know the resource by. Default: the primary key. */
  resourceId?: (entity: Entity) => string | number;
  /** Fields to leave out, like `updatedAt`. Paths name embedded and JSON fields: `traits.signIns`. */
  skip?: readonly string[];
  /** Fields whose change is logged without values. Always includes hidden properties and names like `password`. */
  redact?: readonly string[];
  /** The person who is affected by a change, if that is not the actor. */
  target?: (entity: Entity) => string | null;
  module?: string;
  metadata?: (entity: Entity) => Record<string, unknown>;
}

/** Marks an entity and its subclasses for {@link watchChanges}. */
export function trackChanges<Entity extends object>(
  entity: EntityClass<Entity>,
  rules: ChangeRules<Entity>,
): TrackedEntity {
  return { entity, rules };
}

/**
 * Logs every create, update and delete of the marked entities that any entity manager of the ORM flushes: in the same
 * transaction, one statement per flush, by the actor of `actingAs`. They are stored a few milliseconds after the commit. Does not see changes outside the unit of work, such
 * as `nativeUpdate` and `upsert`, and changes of collections.
 *
 * Call it once, before the first fork.
 */
export function watchChanges(
  orm: MikroORM,
  { enqueue }: Pick<EventsRuntime<unknown>, "enqueue">,
  tracked: readonly TrackedEntity[],
): void {
  const logged = new WeakSet<ChangeSet<object>>();

  async function logChanges({ em, uow }: { em: unknown; uow?: UnitOfWork }): Promise<void> {
    const changes = (uow?.getChangeSets() ?? []).filter((change) => !logged.has(change));
    const entries = changes.flatMap((change) => toEntry(em as EntityManager, change, tracked) ?? []);
    for (const change of changes) logged.add(change);

    // The application's code sets these actions, so they need not be in the catalog.
    if (entries.length > 0)
      await enqueue(
        em as EntityManager,
        entries.map((entry) => toEvent(entry, entry.changedFields)),
        { allowUnknownNames: true },
      );
  }

  // A flush with its own transaction is seen before that commits, any other flush when it ends.
  const subscriber: EventSubscriber = {
    beforeTransactionCommit: logChanges,
    async afterFlush({ em, uow }) {
      if (em.isInTransaction()) await logChanges({ em, uow });
    },
  };
  orm.em.getEventManager().registerSubscriber(subscriber);
}

function toEntry(
  em: EntityManager,
  change: ChangeSet<object>,
  tracked: readonly TrackedEntity[],
): ChangeEntry | null {
  const rules = tracked.find(({ entity }) => change.entity instanceof entity)?.rules as
    ChangeRules<object> | undefined;
  if (!rules) return null;

  const { resourceType, skip, redact = [], module } = rules;
  const { from, to, hidden } = getEntityStates(em, change);
  const id = rules.resourceId ? rules.resourceId(change.entity) : change.getSerializedPrimaryKey();

  return toChangeEntry({
    action: `${resourceType}.${getChangeVerb(change)}`,
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
