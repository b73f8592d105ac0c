const EVENT_NAME = /^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$/;

export const MAX_EVENT_NAME_LENGTH = 200;

/** Whether the text is lowercase words joined by dots, such as `user.signed_up`. */
export function isEventName(text: string): boolean {
  return text.length <= MAX_EVENT_NAME_LENGTH && EVENT_NAME.test(text);
}

/** Whether the text is an event name, a subject such as `post.*`, or `*`. */
export function isEventNamePattern(text: string): boolean {
  if (text === "*") return true;

  return text.endsWith(".*")
    ? isEventName(text.replace(/\*$/, "x")) || isSubject(text.slice(0, -2))
    : isEventName(text);
}

export function matchesEventName(pattern: string, name: string): boolean {
  if (pattern === "*") return true;

  return pattern.endsWith(".*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function isSubject(text: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(text);
}
