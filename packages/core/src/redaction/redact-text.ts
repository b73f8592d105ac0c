type IsSecretValue = (key: string, value: string | number) => boolean;

const REDACTED = "[redacted]";
/** A decoded value may contain an address with values of its own. */
const MAX_NESTED_ADDRESSES = 3;

/** The third part of a JSON Web Token may be empty. */
const jwtPattern = /\beyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*/g;
const bearerPattern = /\b(bearer)(\s+|%20|\+)([\w\-.~+/]+=*)/gi;
const basicPattern = /\b(basic)(\s+|%20|\+)([A-Za-z0-9+/]{4,}={0,2})/gi;
/** `https://user:password@host`. */
const userInfoPattern = /(:\/\/[^\s/:@?#]{0,200}:)([^\s/@]{1,200})(@)/g;
/** After `key=`, in addresses, forms, cookies and command lines. */
const pairValuePattern = /"[^"]*"|'[^']*'|[^\s&;#,"'<>)}]*/y;
const endsKeyPattern = /[\s=&?;#,"'<>(){}/]/;
const MAX_PAIR_KEY_LENGTH = 100;
/** A text within JSON, whose end may be cut. */
const jsonPattern = /(\\?"([^"\\]{1,100})\\?"\s{0,4}:\s{0,4})(\\?")((?:[^"\\]|\\[^"])*)(\\?"|$)/g;
const jsonNumberPattern = /(\\?"([^"\\]{1,100})\\?"\s{0,4}:\s{0,4})(-?\d+)/g;
/** A part of a path, after the one before it. */
const pathPartPattern = /(?<=\/([\w.%-]{1,60})\/)[^\s/?#&"'<>]{6,}/g;
const announcingWords =
  "resets?|tokens?|password|verify|verification|confirm|confirmation|activate|activation|invites?|invitations?|magic|magic-link|" +
  "login-link|unsubscribe|recover|recovery|otp|secret|sso|callback";
const announcingPart = new RegExp(`(?:^|[-_.])(?:${announcingWords})$`, "i");
const announcementPattern = new RegExp(`(?:${announcingWords})/`, "i");

/** Without one of these, a text holds no secret that its form gives away. */
const hintPattern = /[=/"]|eyJ|[bB](?:[eE][aA][rR][eE]|[aA][sS][iI])/;

/** Replaces secrets in a text by `[redacted]`. Returns most texts as they are, after looking for a few characters. */
export function redactSecretsInText(text: string, isSecretValue: IsSecretValue, depth = 0): string {
  if (!hintPattern.test(text)) return text;

  let redacted = text;
  if (text.includes("eyJ")) redacted = redacted.replaceAll(jwtPattern, REDACTED);
  if (/[bB](?:[eE][aA][rR][eE]|[aA][sS][iI])/.test(text)) redacted = redactCredentials(redacted);
  if (text.includes("://") && text.includes("@"))
    redacted = redacted.replaceAll(userInfoPattern, `$1${REDACTED}$3`);
  if (text.includes('"') && text.includes(":")) redacted = redactJson(redacted, isSecretValue);
  if (text.includes("=")) redacted = redactPairs(redacted, isSecretValue, depth);
  if (hasInnerPath(text)) redacted = redacted.replaceAll(pathPartPattern, replacePathPart);

  return redacted;
}

function redactCredentials(text: string): string {
  return text
    .replaceAll(bearerPattern, (all, scheme: string, space: string, value: string) =>
      isBearerToken(value, all.length === text.trim().length) ? `${scheme}${space}${REDACTED}` : all,
    )
    .replaceAll(basicPattern, (all, scheme: string, space: string, value: string) =>
      isBasicCredential(value) ? `${scheme}${space}${REDACTED}` : all,
    );
}

function redactJson(text: string, isSecretValue: IsSecretValue): string {
  return text
    .replaceAll(jsonPattern, (all, start: string, key: string, quote: string, value: string, end: string) =>
      isSecretValue(key, value) ? `${start}${quote}${REDACTED}${end}` : all,
    )
    .replaceAll(jsonNumberPattern, (all, start: string, key: string, value: string) =>
      isSecretValue(key, Number(value)) ? `${start}"${REDACTED}"` : all,
    );
}

/** Looks from each `=` to both sides, which takes linear time for any text. */
function redactPairs(text: string, isSecretValue: IsSecretValue, depth: number): string {
  let redacted = "";
  let copiedTo = 0;
  let pairEnd = 0;

  for (let equals = text.indexOf("="); equals !== -1; equals = text.indexOf("=", pairEnd)) {
    const key = readKeyBefore(text, pairEnd, equals);
    const valueStart = equals + 1;
    pairEnd = valueStart;
    if (key === "") continue;

    pairValuePattern.lastIndex = valueStart;
    const value = pairValuePattern.exec(text)?.[0] ?? "";
    pairEnd += value.length;
    const safe = redactPairValue(key, value, isSecretValue, depth);
    if (safe !== value) {
      redacted += text.slice(copiedTo, valueStart) + safe;
      copiedTo = pairEnd;
    }
  }

  return redacted + text.slice(copiedTo);
}

function readKeyBefore(text: string, start: number, end: number): string {
  const first = Math.max(start, end - MAX_PAIR_KEY_LENGTH);
  let keyStart = end;
  while (keyStart > first && !endsKeyPattern.test(text.charAt(keyStart - 1))) keyStart--;

  return text.slice(keyStart, end);
}

function redactPairValue(key: string, value: string, isSecretValue: IsSecretValue, depth: number): string {
  if (value === "" || value.includes(REDACTED)) return value;
  if (isSecretValue(decode(key), decode(value))) return REDACTED;

  return value.includes("%") ? redactEncodedAddress(value, isSecretValue, depth) : value;
}

/** Whether there is a part of a path that another one may announce. */
function hasInnerPath(text: string): boolean {
  const first = text.indexOf("/");

  return first !== -1 && text.includes("/", first + 1) && announcementPattern.test(text);
}

function replacePathPart(part: string, previous: string): string {
  return announcingPart.test(previous) && isTokenLike(part) ? REDACTED : part;
}

/** `?next=%2Freset%3Ftoken%3Dabc` contains an address of its own. */
function redactEncodedAddress(value: string, isSecretValue: IsSecretValue, depth: number): string {
  if (!/%(3d|2f)/i.test(value) || depth >= MAX_NESTED_ADDRESSES) return value;

  const decoded = decode(value);
  const redacted = redactSecretsInText(decoded, isSecretValue, depth + 1);
  return redacted === decoded ? value : encodeURIComponent(redacted).replaceAll("%5Bredacted%5D", REDACTED);
}

/** Not a word, a short number or a parameter of a route. */
function isTokenLike(part: string): boolean {
  if (/^[:*{[]/.test(part) || part.includes(REDACTED)) return false;
  if (/^\d{1,9}$/.test(part)) return false;

  return part.length >= 24 || /\d/.test(part) || /[a-z][A-Z]/.test(part) || /^tok/i.test(part);
}

/** Text that speaks of a bearer has a word after it, not a token. */
function isBearerToken(value: string, isWholeText: boolean): boolean {
  return !value.includes(REDACTED) && (isWholeText || /\d/.test(value) || value.length >= 20);
}

function isBasicCredential(value: string): boolean {
  const decoded = Buffer.from(value, "base64").toString("latin1");

  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(decoded);
}

function decode(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;

  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
