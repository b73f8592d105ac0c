import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseConfig } from "../connections/index.ts";
import { DatabaseUrlError, openClient, parseDatabaseUrl } from "../connections/index.ts";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";
import { errorCode } from "./error-code.ts";

const CONNECT_TIMEOUT_MS = 5_000;
const START_TIMEOUT_MS = 15_000;

/**
 * Checks that the PostgreSQL at `url` accepts the connection. Waits for one that is starting.
 *
 * @throws {DatabaseUnavailableError} The message names host, port and database, never the password.
 */
export async function checkDatabase(url: string): Promise<void> {
  const startedBy = Date.now() + START_TIMEOUT_MS;
  const config = readAddress(url);
  const address = `${config.host}:${config.port ?? 5432}`;

  for (;;) {
    try {
      await using _client = await openClient(url, {
        applicationName: "admin-events check",
        connectTimeoutMs: CONNECT_TIMEOUT_MS,
      });
      return;
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) throw error;
      if (!isStarting(error) || Date.now() > startedBy) {
        throw new DatabaseUnavailableError(describeFailure(error, config, address), { cause: error });
      }
      await sleep(250);
    }
  }
}

function readAddress(url: string): DatabaseConfig {
  try {
    if (/^postgres(ql)?:\/\//.test(url)) return parseDatabaseUrl(url);
  } catch (error) {
    if (error instanceof DatabaseUrlError)
      throw new DatabaseUnavailableError(`DATABASE_URL cannot be used. ${error.message}`, { cause: error });
  }
  throw new DatabaseUnavailableError(
    "DATABASE_URL is not a PostgreSQL URL. Use the form postgres://user:password@localhost:5432/database, or leave it empty to use the built-in PostgreSQL.",
  );
}

function isStarting(error: unknown): boolean {
  const cannotConnectNow = "57P03";

  return errorCode(error) === cannotConnectNow;
}

function describeFailure(error: unknown, { host, user, database }: DatabaseConfig, address: string): string {
  switch (errorCode(error)) {
    case "ECONNREFUSED":
      return `No server answers at ${address} (database "${database}"). Start PostgreSQL there, correct DATABASE_URL, or leave it empty to use the built-in PostgreSQL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host "${host}" in DATABASE_URL does not exist. Correct it, or leave DATABASE_URL empty to use the built-in PostgreSQL.`;
    case "28P01":
    case "28000":
      return `The PostgreSQL at ${address} rejects user "${user}" for database "${database}" (${getMessage(error)}). Correct the user and password in DATABASE_URL.`;
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "CERT_HAS_EXPIRED":
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `The certificate of the PostgreSQL at ${address} cannot be verified (${getMessage(error)}). Set sslrootcert=<file> in DATABASE_URL to the certificate authority's file, or use sslmode=require to encrypt without verifying.`;
    case "3D000":
      return `The PostgreSQL at ${address} has no database "${database}". Create it (create database "${database}"), or correct DATABASE_URL.`;
    default:
      if (/does not support SSL/.test(getMessage(error)))
        return `The PostgreSQL at ${address} offers no encryption, and DATABASE_URL asks for it. Turn on ssl there, or use sslmode=disable to connect without.`;

      return `Connecting to the PostgreSQL at ${address} (database "${database}") failed (${getMessage(error)}). Correct DATABASE_URL, or leave it empty to use the built-in PostgreSQL.`;
  }
}

function getMessage(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(errorCode(error));
}
