const namePattern = /^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$/;

/** The longest event name that is stored, in characters. */
export const MAX_EVENT_NAME_LENGTH = 200;

/** Whether the text is a well-formed event name: lowercase words joined by dots, like `user.signed_up`. */
export function isEventName(text: string): boolean {
  return text.length <= MAX_EVENT_NAME_LENGTH && namePattern.test(text);
}

/** Whether the text selects event names: a name, a whole subject like `post.*`, or `*` for all. */
export function isEventNamePattern(text: string): boolean {
  if (text === "*") return true;

  return text.endsWith(".*")
    ? isEventName(text.replace(/\*$/, "x")) || isSubject(text.slice(0, -2))
    : isEventName(text);
}

/** Whether the pattern (a name, `post.*` or `*`) selects this event name. */
export function matchesEventName(pattern: string, name: string): boolean {
  if (pattern === "*") return true;

  return pattern.endsWith(".*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function isSubject(text: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(text);
}
