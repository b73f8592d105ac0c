import { getNetwork } from "@admin-events/core/usage";
import { isIP, isIPv4 } from "node:net";

/** Properties of errors that say what failed. Others, like the `detail` of PostgreSQL, may hold a row. */
const ERROR_PROPERTIES = [
  "code",
  "status",
  "syscall",
  "severity",
  "schema",
  "table",
  "column",
  "constraint",
  "routine",
];
const MAX_DEPTH = 6;
/** Class 22 of PostgreSQL's errors, about a value, which the message quotes. */
const DATA_ERROR = /^22[0-9A-Z]{3}$/;

const replacements: readonly [RegExp, string | ((match: string) => string)][] = [
  // Before addresses: a URL's password looks like the start of one.
  [/(\w:\/\/)[^\s/@]+@/g, "$1[redacted]@"],
  [/\b(Bearer|Basic) +[^\s"',]+/gi, "$1 [redacted]"],
  [/\b(pk|sk|ss)_[A-Za-z0-9]{8,}/g, "$1_[redacted]"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[token]"],
  [/\b((?:[\w-]*[_-])?(?:token|key|secret|password|signature|code|otp)=)[^&\s"';]+/gi, "$1[redacted]"],
  // Not a package and its version, as in the paths of a stack: `.pnpm/pg@8.16.3/` and `.pnpm/pg-boss@12.1.0_pg@8.16.3/`.
  [
    /[^\s"<>(),;:[\]=/@]+(?:@|%40)(?!\d+\.\d+\.\d+(?:[-_+(][^\s/]*\/|(?![\p{L}\p{N}.-])))[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu,
    "[email]",
  ],
  [/\n - detail: [^\n]*/g, ""],
  [/(Key \([^)]*\)=|Failing row contains )\([^\n]*\)/g, "$1([redacted])"],
  [/(?<![\w.:])(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?![\w.:])/gi, maskAddress],
  [/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)/g, maskAddress],
];

/** Removes email addresses, tokens, passwords, rows of the database and all but the network of IP addresses. */
export function sanitizeText(text: string): string {
  return replacements.reduce(
    (sanitized, [pattern, replacement]) => sanitized.replace(pattern, replacement as string),
    text,
  );
}

/** Removes personal data from what is logged, at any depth. Errors keep their type, message, stack and causes. */
export function sanitizeLogged(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return sanitizeText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_DEPTH) return "[…]";
  if (value instanceof Error) return sanitizeError(value, depth);
  if (Array.isArray(value)) return value.map((element) => sanitizeLogged(element, depth + 1));
  if (value instanceof Date) return value;

  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [sanitizeText(key), sanitizeLogged(element, depth + 1)]),
  );
}

function sanitizeError(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  const quotesValue = typeof code === "string" && DATA_ERROR.test(code);
  const sanitize = (text: string) => sanitizeText(quotesValue ? text.replaceAll(/"[^"\n]*"/g, '"…"') : text);
  const { cause } = error;
  const properties = ERROR_PROPERTIES.flatMap((name) => {
    const value = (error as unknown as Record<string, unknown>)[name];
    return typeof value === "string" || typeof value === "number"
      ? [[name, sanitizeLogged(value)] as const]
      : [];
  });

  return {
    type: error.constructor.name,
    message: sanitize(error.message),
    stack: sanitize(error.stack ?? ""),
    ...Object.fromEntries(properties),
    ...(error instanceof AggregateError && { errors: sanitizeLogged(error.errors, depth + 1) }),
    ...(cause !== undefined && { cause: sanitizeLogged(cause, depth + 1) }),
  };
}

/** Addresses of this machine and of its private network are kept: they tell which service is meant. */
function maskAddress(address: string): string {
  if (isIP(address) === 0) return address;
  const isPrivate = isIPv4(address)
    ? /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|0)\./.test(address)
    : /^(::1?$|f[cd]|fe[89ab])/i.test(address);

  return isPrivate ? address : (getNetwork(address) ?? "[address]");
}
