import type { EntityManager } from "@admin-events/db";

type Callback = () => void;
/** The part of the ORM's transaction context that is needed here. */
interface Transaction {
  savepointName?: string;
  getExecutor(): { provideConnection<T>(use: (connection: object) => Promise<T>): Promise<T> };
}

/** What waits for the commit of the transaction on a connection. A savepoint has a context of its own, but the same connection. */
const waiting = new WeakMap<object, Callback[]>();
/** Of transactions that are about to commit: who is called back, so that somebody may still come late. */
const committing = new WeakMap<object, Callback[]>();
const subscribed = new WeakSet<object>();

/**
 * Calls back once the outermost transaction of the entity manager has committed, and never if it rolls back. A
 * savepoint that rolls back within a transaction that commits does not stop the call.
 */
export async function afterCommit(em: EntityManager, callback: Callback): Promise<void> {
  watchTransactions(em);
  const transaction = em.getTransactionContext<Transaction & object>();
  const late = transaction && committing.get(transaction);
  if (late) {
    late.push(callback);
    return;
  }

  const connection = await connectionOf(transaction);
  if (connection) waiting.set(connection, [...(waiting.get(connection) ?? []), callback]);
}

/**
 * Watches the transactions of an ORM. Each transaction clones the event manager of the entity manager it comes from,
 * so the watching must begin at the root: a savepoint's own clone never hears of the commit around it.
 */
export function watchTransactions(em: EntityManager): void {
  const eventManager = em.getEventManager();
  if (subscribed.has(eventManager)) return;
  subscribed.add(eventManager);

  eventManager.registerSubscriber({
    async beforeTransactionCommit(args: { transaction?: Transaction }) {
      const { transaction } = args;
      const isOutermost = transaction && transaction.savepointName === undefined;
      // A fork that began to watch by itself has this subscriber twice.
      if (!isOutermost || committing.has(transaction)) return;

      committing.set(transaction, (await takeWaiting(transaction)) ?? []);
    },
    afterTransactionCommit(args: { transaction?: Transaction }) {
      const callbacks = (args.transaction && committing.get(args.transaction)) ?? [];
      for (const callback of callbacks.splice(0)) callback();
    },
    async beforeTransactionRollback(args: { transaction?: Transaction }) {
      if (args.transaction) committing.delete(args.transaction);
      await takeWaiting(args.transaction);
    },
  });
}

async function takeWaiting(transaction: Transaction | undefined): Promise<Callback[] | undefined> {
  if (!transaction || transaction.savepointName !== undefined) return undefined;

  const connection = await connectionOf(transaction);
  const callbacks = connection && waiting.get(connection);
  if (connection) waiting.delete(connection);

  return callbacks;
}

async function connectionOf(transaction: Transaction | undefined): Promise<object | undefined> {
  return transaction?.getExecutor().provideConnection((connection) => Promise.resolve(connection));
}
