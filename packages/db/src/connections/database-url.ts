import { readFileSync } from "node:fs";
import type { ClientConfig } from "pg";
import { parse, toClientConfig } from "pg-connection-string";

/** A database address that cannot be used as it is written. The message names the part and what to do, never the password. */
export class DatabaseUrlError extends Error {
  override readonly name = "DatabaseUrlError";
}

/** What an address says about its connections. Everything behind `?` is in it. */
export type DatabaseConfig = Omit<ClientConfig, "connectionString">;

type SslMode = "disable" | "prefer" | "require" | "verify-ca" | "verify-full" | "no-verify";

const sslModes: ReadonlySet<string> = new Set<SslMode>([
  "disable",
  "prefer",
  "require",
  "verify-ca",
  "verify-full",
  "no-verify",
]);

/** Parameters that the driver or this file reads. https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS */
const knownParameters: ReadonlySet<string> = new Set([
  "application_name",
  "channel_binding",
  "client_encoding",
  "connect_timeout",
  "fallback_application_name",
  "host",
  "idle_in_transaction_session_timeout",
  "keepalives",
  "keepalives_idle",
  "lock_timeout",
  "options",
  "password",
  "port",
  "query_timeout",
  "ssl",
  "sslcert",
  "sslkey",
  "sslmode",
  "sslnegotiation",
  "sslpassword",
  "sslrootcert",
  "statement_timeout",
  "target_session_attrs",
  "uselibpqcompat",
  "user",
]);

/** All connections write, so that they reach the same server as an address without the parameter. */
const supportedTargets: ReadonlySet<string> = new Set(["any", "primary", "read-write"]);

/**
 * Reads an address of PostgreSQL, with the meaning that PostgreSQL's own programs give to its parameters. Two differences:
 * `sslmode=prefer` never falls back to an unencrypted connection, and `sslmode=no-verify` encrypts without checking the
 * certificate, as `require` does.
 *
 * @throws {DatabaseUrlError} for an address with a part that would be ignored.
 */
export function parseDatabaseUrl(url: string): DatabaseConfig {
  assertSingleHost(url);
  const parameters = readParameters(url);
  assertSupported(parameters);
  const { ssl: _, ...config } = toClientConfig(parse(withoutTls(url)));
  const idleSeconds = readNumber(parameters, "keepalives_idle");
  const timeoutSeconds = readNumber(parameters, "connect_timeout");
  const ssl = readTls(parameters);

  return {
    ...pick(config),
    ...(ssl !== undefined && { ssl }),
    ...(parameters.has("channel_binding") && {
      enableChannelBinding: parameters.get("channel_binding") !== "disable",
    }),
    ...(parameters.get("keepalives") === "0" && { keepAlive: false }),
    ...(idleSeconds !== null && { keepAliveInitialDelayMillis: idleSeconds * 1_000 }),
    ...(timeoutSeconds !== null && timeoutSeconds > 0 && { connectionTimeoutMillis: timeoutSeconds * 1_000 }),
  };
}

const TLS_PARAMETERS = [
  "ssl",
  "sslcert",
  "sslkey",
  "sslmode",
  "sslpassword",
  "sslrootcert",
  "uselibpqcompat",
];

/** The driver gives the modes another meaning than PostgreSQL and reads files without naming them in its errors. */
function withoutTls(url: string): string {
  const [address = "", query = ""] = splitQuery(url);
  const parameters = new URLSearchParams(query);
  for (const name of TLS_PARAMETERS) parameters.delete(name);

  return parameters.size > 0 ? `${address}?${parameters.toString().replaceAll("+", "%20")}` : address;
}

const driverKeys = [
  "application_name",
  "client_encoding",
  "database",
  "fallback_application_name",
  "host",
  "options",
  "password",
  "port",
  "sslnegotiation",
  "user",
] as const;
const driverTimeouts = [
  "idle_in_transaction_session_timeout",
  "lock_timeout",
  "query_timeout",
  "statement_timeout",
] as const;

function pick(config: Record<string, unknown>): DatabaseConfig {
  const texts = driverKeys.flatMap((key) => (config[key] ? [[key, config[key]] as const] : []));
  const numbers = driverTimeouts.flatMap((key) => (config[key] ? [[key, Number(config[key])] as const] : []));

  return Object.fromEntries([...texts, ...numbers]);
}

function splitQuery(url: string): [address: string, query: string] {
  const at = url.indexOf("?");

  return at === -1 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}

function readParameters(url: string): URLSearchParams {
  return new URLSearchParams(splitQuery(url)[1]);
}

function readNumber(parameters: URLSearchParams, name: string): number | null {
  const text = parameters.get(name);
  if (text === null) return null;
  if (!/^\d{1,6}$/.test(text)) throw new DatabaseUrlError(`${name} must be a whole number of seconds.`);

  return Number(text);
}

function assertSingleHost(url: string): void {
  const authority = /^\w+:\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(url)?.[1] ?? "";
  if (!authority.includes(",")) return;

  throw new DatabaseUrlError(
    "The database address names several hosts. Name one, such as the address that your provider keeps on the primary server.",
  );
}

function assertSupported(parameters: URLSearchParams): void {
  for (const [name, value] of parameters) {
    if (!knownParameters.has(name)) {
      throw new DatabaseUrlError(
        `The database address contains "${name}", which is not supported. Remove it from the address.`,
      );
    }
    if ((name === "host" || name === "port") && value.includes(",")) assertSingleHost(`postgres://${value}`);
    if (name === "target_session_attrs" && !supportedTargets.has(value)) {
      throw new DatabaseUrlError(
        `target_session_attrs=${value} is not supported, because every connection goes to the primary server. Use the primary's address.`,
      );
    }
  }
}

/** https://www.postgresql.org/docs/current/libpq-ssl.html. Undefined if the address says nothing. */
function readTls(parameters: URLSearchParams): DatabaseConfig["ssl"] {
  const mode = readSslMode(parameters);
  if (mode === null) return undefined;
  if (mode === "disable") return false;

  const rootCertificate = parameters.get("sslrootcert");
  const isSystem = rootCertificate === "system";
  const files = {
    ...(parameters.has("sslcert") && { cert: readCertificate(parameters, "sslcert") }),
    ...(parameters.has("sslkey") && { key: readCertificate(parameters, "sslkey") }),
    ...(parameters.has("sslpassword") && { passphrase: parameters.get("sslpassword") ?? "" }),
    ...(rootCertificate && !isSystem && { ca: readCertificate(parameters, "sslrootcert") }),
  };
  if (mode === "verify-full" || isSystem) return files;
  // With a root certificate, `require` verifies the chain but not the host's name, like `verify-ca`.
  if (mode === "verify-ca" || (mode === "require" && rootCertificate)) {
    if (!rootCertificate) {
      throw new DatabaseUrlError(
        "sslmode=verify-ca needs sslrootcert, the file with the certificate authority. Add it, or use sslmode=verify-full.",
      );
    }
    return { ...files, checkServerIdentity: () => undefined };
  }

  return { ...files, rejectUnauthorized: false };
}

function readSslMode(parameters: URLSearchParams): SslMode | null {
  const mode = parameters.get("sslmode");
  if (mode !== null) {
    if (sslModes.has(mode)) return mode as SslMode;
    throw new DatabaseUrlError(
      mode === "allow"
        ? "sslmode=allow is not supported, because it would try without encryption first. Use sslmode=require or sslmode=disable."
        : `sslmode must be ${[...sslModes].join(", ")}.`,
    );
  }

  const ssl = parameters.get("ssl");
  if (ssl === "no-verify") return "no-verify";
  if (ssl === "0" || ssl === "false") return "disable";
  // The driver's own parameter verifies the certificate.
  if (ssl !== null) return "verify-full";

  const hasFiles = TLS_PARAMETERS.some((name) => name !== "uselibpqcompat" && parameters.has(name));
  return hasFiles || parameters.get("sslnegotiation") === "direct" ? "require" : null;
}

function readCertificate(parameters: URLSearchParams, name: "sslcert" | "sslkey" | "sslrootcert"): string {
  const file = parameters.get(name) ?? "";
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatabaseUrlError(`${name}: the file ${file} cannot be read (${code}). Correct the path.`, {
      cause: error,
    });
  }
}
