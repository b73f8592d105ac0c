import { attempt } from "../attempt.ts";

/** A key-value store. No method throws: values that browser storage rejects are kept in memory. */
export interface Store {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Removes every name with this prefix. */
  clear(prefix: string): void;
  /** Lists every name with this prefix, sorted. */
  list(prefix: string): string[];
}

/** The part of `Storage` that the store uses. */
export type KeyValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/**
 * Creates a store whose keys start with `namespace`. Browsers can deny access to `localStorage`, Node 25 has an empty object
 * of that name, and some browsers ignore writes. Whatever the storage does not keep is kept in memory.
 */
export function createStore(namespace: string, getStorage: () => KeyValueStorage | undefined): Store {
  const memory: Record<string, string> = {};
  const storage = attempt(getStorage);

  const readStored = (key: string) => attempt(() => storage?.getItem(key)) ?? null;

  function remove(name: string): void {
    delete memory[namespace + name];
    attempt(() => storage?.removeItem(namespace + name));
  }

  function list(prefix: string): string[] {
    const select = (keys: string[]) => keys.filter((key) => key.startsWith(namespace + prefix));
    // Object.keys is faster, but only knows the keys of the browser's own storage.
    const ownKeys = select(attempt(() => Object.keys(storage ?? {})) ?? []);
    const stored = ownKeys.length > 0 ? ownKeys : select(attempt(listByIndex) ?? []);

    return [...new Set([...stored, ...select(Object.keys(memory))])]
      .map((key) => key.slice(namespace.length))
      .sort();
  }

  function listByIndex(): string[] {
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => String(storage!.key(index)));
  }

  return {
    remove,
    list,
    clear: (prefix) => list(prefix).forEach(remove),

    read: (name) => memory[namespace + name] ?? readStored(namespace + name),

    write(name, text) {
      const key = namespace + name;
      attempt(() => storage?.setItem(key, text));
      if (readStored(key) === text) delete memory[key];
      else memory[key] = text;
    },
  };
}
