const VISITOR_PREFIX = "anonymous:";

/** The name, or the email, or the application's id. Visitors get the end of their id, because ids of one day start alike. */
export function personLabel(user: { id: string; email: string | null; name?: string | null }): string {
  if (user.name) return user.name;
  if (user.email !== null) return user.email;

  return user.id.startsWith(VISITOR_PREFIX)
    ? `Anonymous …${user.id.slice(VISITOR_PREFIX.length).slice(-4)}`
    : user.id;
}
