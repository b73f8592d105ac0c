import { isEventName, MAX_EVENT_NAME_LENGTH } from "@admin-events/catalog";
import { createHash } from "node:crypto";
import { UnreadableFileError } from "./file-error.ts";

/** Converts the texts of a file to event names. */
export interface NameRegistry {
  /** Null if the text is not an event name and there is no prefix, or if it is empty. */
  resolve(text: string): string | null;
}

const HASH_LENGTH = 6;
/** Letters, digits and symbols that a name cannot contain. Other characters separate words. */
const LOST = /[^a-z0-9\P{L}]|[^a-z0-9\P{N}]|[\p{S}#%]/u;

/**
 * Creates a registry of names. With a prefix, a name is the prefix and the text in lowercase with `_` between words:
 * `Confirmation of receipt` becomes `receipt.confirmation_of_receipt`. Different texts never get the same name: a text that
 * loses letters or symbols, or whose name belongs to another text, gets a hash, such as `shop.c_2ab1f0` for `C++`.
 *
 * `titles` are the texts of the names that are stored, so that the next import converts the same texts to the same names.
 *
 * @throws {UnreadableFileError} if the prefix cannot begin a name.
 */
export function createNameRegistry(
  prefix: string | undefined,
  titles: ReadonlyMap<string, string> = new Map(),
): NameRegistry {
  if (prefix !== undefined && !isEventName(`${prefix}.x`))
    throw new UnreadableFileError(
      `The name prefix "${prefix}" must be lowercase words joined by dots, such as shop.`,
    );
  const owners = new Map(titles);
  const resolved = new Map<string, string>();

  function addHash(slug: string, text: string): string {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
    const room = MAX_EVENT_NAME_LENGTH - (prefix ?? "").length - HASH_LENGTH - 2;

    return `${prefix}.${[slug.slice(0, room), hash].filter(Boolean).join("_")}`;
  }

  function register(text: string): string {
    const { slug, isLossy } = slugify(text);
    const plain = `${prefix}.${slug}`;
    const isTaken = (owners.get(plain) ?? text) !== text;
    const name = isLossy || isTaken || !isEventName(plain) ? addHash(slug, text) : plain;
    owners.set(name, text);

    return name;
  }

  return {
    resolve(wording) {
      const text = wording.trim().normalize("NFC");
      if (prefix === undefined) return isEventName(text) ? text : null;
      if (text === "") return null;

      const known = resolved.get(text) ?? register(text);
      resolved.set(text, known);
      return known;
    },
  };
}

function slugify(text: string): { slug: string; isLossy: boolean } {
  const letters = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const slug = letters.replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "");

  return { slug, isLossy: slug === "" || LOST.test(letters) };
}
