/** Far more than the server repeats when a listener resumes. */
const remembered = 2_000;

/** Remembers the latest ids. */
export function createRecentIds(): { add(id: string): boolean } {
  const ids = new Set<string>();

  return {
    /** False when the id is already among them. */
    add(id) {
      if (ids.has(id)) return false;

      ids.add(id);
      if (ids.size > remembered) ids.delete(ids.values().next().value!);
      return true;
    },
  };
}
