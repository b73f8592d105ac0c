/** A key-value store. Writes never fail: values that browser storage rejects are kept in memory. */
export interface Store {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Removes every name with this prefix. */
  clear(prefix: string): void;
  /** Lists every name with this prefix, sorted. */
  list(prefix: string): string[];
}

/**
 * Creates a store whose keys start with `namespace`. `getStorage` may throw, because browsers can deny access to
 * `localStorage`. If it throws or returns undefined, the store is in memory.
 */
export function createStore(namespace: string, getStorage: () => Storage | undefined): Store {
  const memory: Record<string, string> = {};
  let storage: Storage | undefined;
  try {
    storage = getStorage();
  } catch {
    // Access denied.
  }

  function remove(name: string): void {
    delete memory[namespace + name];
    storage?.removeItem(namespace + name);
  }

  function list(prefix: string): string[] {
    return [...Object.keys(storage ?? {}), ...Object.keys(memory)]
      .filter((key) => key.startsWith(namespace + prefix))
      .map((key) => key.slice(namespace.length))
      .sort();
  }

  return {
    remove,
    list,
    clear: (prefix) => list(prefix).forEach(remove),

    read: (name) => memory[namespace + name] ?? storage?.getItem(namespace + name) ?? null,

    write(name, text) {
      try {
        storage!.setItem(namespace + name, text);
        delete memory[namespace + name];
      } catch {
        memory[namespace + name] = text;
      }
    },
  };
}
