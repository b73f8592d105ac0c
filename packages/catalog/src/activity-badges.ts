/** A colour by its meaning; the panel has one for each in both themes. */
export type BadgeTone = "plain" | "good" | "warn" | "bad" | "info";

const tonesOfVerbs: Readonly<Record<string, BadgeTone>> = {
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

const tonesOfModes: Readonly<Record<string, BadgeTone>> = {
  manual: "info",
  auto: "plain",
  cron: "warn",
  script: "warn",
};

/** The colour of an action's badge, by its verb: what is after the last dot of `post.created`. */
export function actionBadgeTone(action: string): BadgeTone {
  return own(tonesOfVerbs, action.slice(action.lastIndexOf(".") + 1)) ?? "plain";
}

/** The colour of a mode's badge. */
export function modeBadgeTone(mode: string): BadgeTone {
  return own(tonesOfModes, mode) ?? "plain";
}

function own(tones: Readonly<Record<string, BadgeTone>>, word: string): BadgeTone | undefined {
  return Object.hasOwn(tones, word) ? tones[word] : undefined;
}
