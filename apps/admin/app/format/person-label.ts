const visitor = "anonymous:";

/**
 * What to call a person in a narrow place: the e-mail address or the application's id. A visitor who is nobody yet is
 * called by the end of their id, since ids of one day begin alike.
 */
export function personLabel(user: { id: string; email: string | null }): string {
  if (user.email !== null) return user.email;

  return user.id.startsWith(visitor) ? `Anonymous …${user.id.slice(visitor.length).slice(-4)}` : user.id;
}
