const MAX_ANALYZED_LENGTH = 200;

/** In lowercase, without digits at their ends: `userAPIKey2`, `user-api_key` and `User API.key` are `user`, `api`, `key`. */
export function splitWords(key: string): string[] {
  return key
    .slice(0, MAX_ANALYZED_LENGTH)
    .normalize("NFKC")
    .replaceAll(/([\p{Ll}\d])(?=\p{Lu})/gu, "$1 ")
    .replaceAll(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, "$1 ")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map((word) => word.replace(/(?<=\D)\d+$/, ""))
    .filter((word) => word !== "");
}
