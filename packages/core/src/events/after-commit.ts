import type { EntityManager } from "@admin-events/db";

type Callback = () => void;
interface Transaction {
  savepointName?: string;
  getExecutor(): { provideConnection<T>(use: (connection: object) => Promise<T>): Promise<T> };
}

/** Callbacks by connection, because a savepoint has its own context but shares the connection. */
const pending = new WeakMap<object, Callback[]>();
/** Callbacks of transactions whose commit has begun. Subscribers of the commit may still add some. */
const committing = new WeakMap<object, Callback[]>();
const watched = new WeakSet<object>();

/** Calls back after the outermost commit, never after a rollback. A savepoint that rolls back does not cancel the call. */
export async function afterCommit(em: EntityManager, callback: Callback): Promise<void> {
  watchTransactions(em);
  const transaction = em.getTransactionContext<Transaction & object>();
  const callbacks = transaction && committing.get(transaction);
  if (callbacks) {
    callbacks.push(callback);
    return;
  }

  const connection = await getConnection(transaction);
  if (connection) pending.set(connection, [...(pending.get(connection) ?? []), callback]);
}

/** Start it at the root: a transaction clones the event manager, and a savepoint's clone is not told of the outer commit. */
export function watchTransactions(em: EntityManager): void {
  const eventManager = em.getEventManager();
  if (watched.has(eventManager)) return;
  watched.add(eventManager);

  eventManager.registerSubscriber({
    async beforeTransactionCommit({ transaction }: { transaction?: Transaction }) {
      const isOutermost = transaction && transaction.savepointName === undefined;
      // A fork that was watched on its own has this subscriber twice.
      if (!isOutermost || committing.has(transaction)) return;

      committing.set(transaction, (await removePending(transaction)) ?? []);
    },
    afterTransactionCommit({ transaction }: { transaction?: Transaction }) {
      const callbacks = (transaction && committing.get(transaction)) ?? [];
      for (const callback of callbacks.splice(0)) callback();
    },
    async beforeTransactionRollback({ transaction }: { transaction?: Transaction }) {
      if (transaction) committing.delete(transaction);
      await removePending(transaction);
    },
  });
}

async function removePending(transaction: Transaction | undefined): Promise<Callback[] | undefined> {
  if (!transaction || transaction.savepointName !== undefined) return undefined;

  const connection = await getConnection(transaction);
  const callbacks = connection && pending.get(connection);
  if (connection) pending.delete(connection);

  return callbacks;
}

async function getConnection(transaction: Transaction | undefined): Promise<object | undefined> {
  return transaction?.getExecutor().provideConnection((connection) => Promise.resolve(connection));
}
