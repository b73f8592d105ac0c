const MAX_SHARED_LENGTH = 24;
const CONTEXT_LENGTH = 12;

/**
 * A text without most of its beginning, if it shares a long one with `other`: a row shows only the start of a value, and the
 * difference has to be in it.
 */
export function skipSharedStart(text: string, other: string): string {
  const [characters, others] = [[...text], [...other]];
  let shared = 0;
  while (shared < characters.length && characters[shared] === others[shared]) shared++;

  return shared <= MAX_SHARED_LENGTH ? text : `…${characters.slice(shared - CONTEXT_LENGTH).join("")}`;
}
