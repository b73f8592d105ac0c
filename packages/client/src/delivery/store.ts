/** Texts by name. Writing never fails: what the browser's storage does not take is kept for as long as the page lives. */
export interface Store {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Removes every name that begins so. */
  clear(beginning: string): void;
  /** Every name that begins so, in order. */
  names(beginning: string): string[];
}

/** `storage` may throw, since a browser may deny the very mention of it. Undefined keeps all in memory. */
export function createStore(prefix: string, storage: () => Storage | undefined): Store {
  const memory: Record<string, string> = {};
  let kept: Storage | undefined;
  try {
    kept = storage();
  } catch {
    // Denied.
  }

  function remove(name: string): void {
    delete memory[prefix + name];
    kept?.removeItem(prefix + name);
  }

  function names(beginning: string): string[] {
    return [...Object.keys(kept ?? {}), ...Object.keys(memory)]
      .filter((key) => key.startsWith(prefix + beginning))
      .map((key) => key.slice(prefix.length))
      .sort();
  }

  return {
    remove,
    names,
    clear: (beginning) => names(beginning).forEach(remove),

    read: (name) => memory[prefix + name] ?? kept?.getItem(prefix + name) ?? null,

    write(name, text) {
      try {
        kept!.setItem(prefix + name, text);
        delete memory[prefix + name];
      } catch {
        memory[prefix + name] = text;
      }
    },
  };
}
