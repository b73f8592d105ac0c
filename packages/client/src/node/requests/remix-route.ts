import type { RemixRoutes } from "./types.ts";

/** Returns the template of the route that matches a path, or undefined. */
export type FindRoute = (path: string) => string | undefined;

interface Template {
  text: string;
  segments: string[];
  /** If several templates match, the highest weight wins. */
  weight: number;
}

/** Matches routes like Remix: static segments win over parameters, and parameters over splats. */
export function createRouteFinder(routes: RemixRoutes): FindRoute {
  const templates = Object.values(routes)
    .flatMap((route) => (route ? [toTemplate(routes, route.id)] : []))
    .sort((one, other) => other.weight - one.weight);

  return (path) => {
    const segments = splitPath(toPagePath(path));
    return templates.find((template) => isMatch(template.segments, segments))?.text;
  };
}

function toTemplate(routes: RemixRoutes, id: string): Template {
  const parts: string[] = [];
  for (let route = routes[id]; route; route = routes[route.parentId ?? ""]) parts.unshift(route.path ?? "");

  const segments = splitPath(parts.join("/"));
  const weight = segments.reduce((sum, segment) => sum + getWeight(segment), segments.length);

  return { text: `/${segments.join("/")}`, segments, weight };
}

function getWeight(segment: string): number {
  if (segment === "*") return -2;

  return segment.startsWith(":") ? 3 : 10;
}

function isMatch(template: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = template;
  if (first === undefined) return path.length === 0;
  if (first === "*") return true;
  if (first.endsWith("?") && isMatch(rest, path)) return true;

  const [segment, ...remaining] = path;
  const isMatching = first.startsWith(":") || first.replace(/\?$/, "") === segment;

  return segment !== undefined && isMatching && isMatch(rest, remaining);
}

function splitPath(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** Remix requests a page's data at the page's path with the suffix `.data`. */
function toPagePath(path: string): string {
  return path.replace(/(\/_root)?\.data$/, "");
}
