export interface FeatureDefinition {
  /** The name shown in the panel. Several entries can share it. */
  feature: string;
  /** The start of a route or procedure path, in whole parts: `/api/orders`, `usage`. */
  prefix: string;
}

/** The first matching prefix wins, so longer prefixes come first. */
export type Features = readonly FeatureDefinition[];

/** @throws {TypeError} if an entry can never match because of an earlier one. */
export function defineFeatures<const List extends Features>(features: List): List {
  for (const [index, { prefix }] of features.entries()) {
    const earlier = features.slice(0, index).find((other) => startsWithPrefix(prefix, other.prefix));
    if (earlier) {
      throw new TypeError(
        `The prefix "${prefix}" never matches, because "${earlier.prefix}" comes first. Move "${prefix}" before it.`,
      );
    }
  }
  return features;
}

/** Returns the feature of a route template or procedure path, or `Other`. */
export function getFeature(features: Features, route: string): string {
  return features.find(({ prefix }) => startsWithPrefix(route, prefix))?.feature ?? "Other";
}

function startsWithPrefix(route: string, prefix: string): boolean {
  if (!route.startsWith(prefix)) return false;
  const next = route.charAt(prefix.length);

  return next === "" || next === "/" || next === "." || prefix.endsWith("/");
}
