/** Which routes and procedures make up a feature. */
export interface FeatureDefinition {
  /** What people call it. Several entries may share one. */
  feature: string;
  /** What its routes begin with: `/api/orders`, `usage`. Ends where a part of the route ends. */
  prefix: string;
}

/** In the order they are tried: the first that fits wins, so the longer prefix stands before the shorter. */
export type Features = readonly FeatureDefinition[];

/** @throws {TypeError} for an entry that no route can ever reach, because one before it takes them all. */
export function defineFeatures<const List extends Features>(features: List): List {
  for (const [place, { prefix }] of features.entries()) {
    const earlier = features.slice(0, place).find((other) => startsWithPrefix(prefix, other.prefix));
    if (earlier) {
      throw new TypeError(
        `Nothing ever reaches the prefix "${prefix}", because "${earlier.prefix}" stands before it. Put it first.`,
      );
    }
  }
  return features;
}

/** The feature that a route template or a procedure's path belongs to; `Other` for one that nobody named. */
export function featureOf(features: Features, route: string): string {
  return features.find(({ prefix }) => startsWithPrefix(route, prefix))?.feature ?? "Other";
}

function startsWithPrefix(route: string, prefix: string): boolean {
  if (!route.startsWith(prefix)) return false;
  const next = route.charAt(prefix.length);

  return next === "" || next === "/" || next === "." || prefix.endsWith("/");
}
