/** A loose check; sending the email is the real test. */
export function isEmailLike(text: string): boolean {
  return text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/.test(text);
}

/** The message for the `?error=` that a failed sign-in link leaves in the URL; null without one. */
export function getSignInError(error: string | null): string | null {
  if (!error) return null;
  if (/admin|forbidden/i.test(error)) return "This email has no access. Ask an admin to invite you.";
  if (/expired|invalid|token|attempts|used/i.test(error)) {
    return "This link has expired or was already used. Request a new link.";
  }
  return "This link didn't work. Request a new link.";
}

/** The message and HTTP status when a sign-in link could not be sent. */
export function getSendError(error: unknown): { message: string; status: number } {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === "FORBIDDEN") return { message: getSignInError("forbidden") ?? "", status: 403 };
  if (code === "TOO_MANY_REQUESTS") {
    const message =
      "Too many links requested. If this is an admin account, use the link in its inbox. Otherwise try again in 15 minutes.";
    return { message, status: 429 };
  }
  return {
    message:
      "We couldn't send the email. Try again in a minute. If it keeps failing, check the server's mail settings.",
    status: 503,
  };
}
