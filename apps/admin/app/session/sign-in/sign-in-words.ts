/** Whether a text can be an e-mail address at all; the mail itself is the real test. */
export function looksLikeEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/.test(text);
}

/** What a sign-in link that did not work leaves in `?error=`, in words; null without one. */
export function signInProblem(error: string | null): string | null {
  if (!error) return null;
  if (/admin|forbidden/i.test(error)) {
    return "This address is no admin's. Ask an admin of this panel to add it, or sign in with another one.";
  }
  if (/expired|invalid|token|attempts|used/i.test(error)) {
    return "The link has expired or was used already. Links work once, for a few minutes; have a new one sent.";
  }
  return "The link did not work. Have a new one sent.";
}

/** Why no link was sent, in words, with the status to answer. */
export function sendProblem(error: unknown): { message: string; status: number } {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === "FORBIDDEN") return { message: signInProblem("forbidden") ?? "", status: 403 };
  if (code === "TOO_MANY_REQUESTS") {
    return { message: "Too many links were asked for. Wait a few minutes, then try again.", status: 429 };
  }
  return {
    message:
      "The mail could not be sent. Try again in a minute; if it stays so, check the server's mail settings.",
    status: 503,
  };
}
