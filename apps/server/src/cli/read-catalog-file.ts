import type { CatalogDeclaration, DeclarableEvent } from "@admin-events/catalog";
import { formatIssueMessage, toDeclaration } from "@admin-events/catalog";
import { appName, declaredEvents } from "@admin-events/core/declared-catalogs";
import { ValidationError } from "@admin-events/core/errors";
import { parseJson } from "@admin-events/core/json";
import { readFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

export interface CatalogFile extends CatalogDeclaration {
  app: string;
}

/**
 * Reads the events of an application from JSON, or from a JavaScript or TypeScript module that exports them as `events`.
 *
 * @throws {ValidationError} if the file cannot be read, or an event is invalid.
 */
export async function readCatalogFile(file: string, app?: string): Promise<CatalogFile> {
  const { events, warnings } = await readDeclaration(file);
  const name = appName.safeParse(
    app ?? (await findPackageName(dirname(file))) ?? basename(file, extname(file)),
  );
  const parsed = declaredEvents.safeParse(events);
  if (!name.success) throw new ValidationError(null, `--app ${formatIssueMessage(name.error)}`);
  if (!parsed.success)
    throw new ValidationError(null, `${basename(file)}: ${formatIssueMessage(parsed.error)}`);

  return { app: name.data, events: parsed.data, warnings };
}

async function readDeclaration(file: string): Promise<CatalogDeclaration> {
  const events = extname(file) === ".json" ? await readJson(file) : await importEvents(file);
  if (!z.record(z.string(), z.object({})).safeParse(events).success) {
    throw new ValidationError(
      null,
      `${basename(file)} has no events. Export them as \`events\`, such as \`export const events = defineEvents({ … })\`.`,
    );
  }
  try {
    return toDeclaration(events as Record<string, DeclarableEvent>);
  } catch (error) {
    throw new ValidationError(null, (error as Error).message);
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    const content = parseJson(await readFile(file, "utf8")) as { events?: unknown } | null;
    return content?.events ?? content;
  } catch (error) {
    throw toFileError(file, error);
  }
}

async function importEvents(file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { events?: unknown; default?: unknown };
    return module.events ?? module.default;
  } catch (error) {
    throw toFileError(file, error);
  }
}

function toFileError(file: string, error: unknown): ValidationError {
  return new ValidationError(null, `${file} cannot be read: ${(error as Error).message}`);
}

async function findPackageName(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => null);
  if (text === null) return dirname(folder) === folder ? null : findPackageName(dirname(folder));

  const found = z.object({ name: z.string() }).safeParse(parsePackage(text));
  return found.data?.name ?? null;
}

/** Null for a file that is not JSON. The name of the catalog's file is used then. */
function parsePackage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
