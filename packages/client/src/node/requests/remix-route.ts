import type { RemixRoutes } from "./types.ts";

/** Answers the template of the route that a path leads to; undefined for none. */
export type FindRoute = (path: string) => string | undefined;

interface Template {
  text: string;
  segments: string[];
  /** Which of two templates that both fit is meant: the one that says more. */
  weight: number;
}

/** Finds routes as Remix does: what is spelled out goes before a parameter, and a parameter before a splat. */
export function createRouteFinder(routes: RemixRoutes): FindRoute {
  const templates = Object.values(routes)
    .flatMap((route) => (route ? [templateOf(routes, route.id)] : []))
    .sort((one, other) => other.weight - one.weight);

  return (path) => {
    const segments = findChunks(pageOf(path));
    return templates.find((template) => fits(template.segments, segments))?.text;
  };
}

function templateOf(routes: RemixRoutes, id: string): Template {
  const parts: string[] = [];
  for (let route = routes[id]; route; route = routes[route.parentId ?? ""]) parts.unshift(route.path ?? "");

  const segments = findChunks(parts.join("/"));
  const weight = segments.reduce((sum, segment) => sum + weightOf(segment), segments.length);

  return { text: `/${segments.join("/")}`, segments, weight };
}

function weightOf(segment: string): number {
  if (segment === "*") return -2;

  return segment.startsWith(":") ? 3 : 10;
}

function fits(template: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = template;
  if (first === undefined) return path.length === 0;
  if (first === "*") return true;
  if (first.endsWith("?") && fits(rest, path)) return true;

  const [segment, ...following] = path;
  const isSame = first.startsWith(":") || first.replace(/\?$/, "") === segment;

  return segment !== undefined && isSame && fits(rest, following);
}

function findChunks(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** Remix asks for a page's data at the page's own path with `.data` behind it. */
function pageOf(path: string): string {
  return path.replace(/(\/_root)?\.data$/, "");
}
