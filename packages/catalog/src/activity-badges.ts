/** The meaning of a badge's color. The admin panel maps it to a color of the theme. */
export type BadgeTone = "plain" | "good" | "warn" | "bad" | "info";

const TONE_BY_VERB: Readonly<Record<string, BadgeTone>> = {
  created: "good",
  added: "good",
  registered: "good",
  confirmed: "good",
  restored: "good",
  updated: "warn",
  changed: "warn",
  assigned: "warn",
  deleted: "bad",
  removed: "bad",
  pruned: "bad",
  revoked: "bad",
  failed: "bad",
  liked: "info",
  followed: "info",
  commented: "info",
};

const TONE_BY_MODE: Readonly<Record<string, BadgeTone>> = {
  manual: "info",
  auto: "plain",
  cron: "warn",
  script: "warn",
};

/** The tone of an action, by the verb after its last dot: `created` in `post.created`. */
export function getActionBadgeTone(action: string): BadgeTone {
  return getTone(TONE_BY_VERB, action.slice(action.lastIndexOf(".") + 1));
}

export function getModeBadgeTone(mode: string): BadgeTone {
  return getTone(TONE_BY_MODE, mode);
}

function getTone(tones: Readonly<Record<string, BadgeTone>>, key: string): BadgeTone {
  return (Object.hasOwn(tones, key) ? tones[key] : undefined) ?? "plain";
}
