import type { TrustedProxiesSetting } from "./http/trusted-proxies.ts";

/** The configuration of a deployment. `.env.example` documents each setting as a variable. */
export interface Settings {
  /** Serves the panel from its sources with hot reload, and logs formatted lines. */
  development: boolean;
  /** If absent, the embedded PostgreSQL in `dataDir` is used. */
  databaseUrl?: string;
  /** The same database without a connection pooler in between, if `databaseUrl` goes through one. */
  directDatabaseUrl?: string;
  /** The most connections that storing events, and queries, open each. */
  poolSize: number;
  /** The PostgreSQL schema that holds every table. */
  schema: string;
  dataDir: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The origin of this server in browsers. Default: `http://localhost:<port>`. */
  origin?: string;
  /** Further origins whose pages can open the WebSocket of the live feed. */
  allowedOrigins: readonly string[];
  /** The path under which a proxy serves this server: empty, or such as `/analytics`. */
  basePath: string;
  /** The proxies whose `X-Forwarded-*` headers hold. */
  trustedProxies: TrustedProxiesSetting;
  /** IANA time zone in which days begin. */
  timeZone: string;
  /** How to treat valid event names that are not in the catalog. */
  unknownEvents: "store" | "reject";
  /** How many names that are not in the catalog public keys may add within 24 hours. */
  publicNamesPerDay: number;
  /** How many groups public keys may add within 24 hours. */
  publicGroupsPerDay: number;
  /** How many people may be new within 24 hours before public keys add no more. */
  publicPeoplePerDay: number;
  /** How many mails each handler may send within 24 hours. */
  handlerMailsPerDay: number;
  /** Further keys whose values are stored as `[redacted]`. */
  redactKeys: readonly string[];
  /** Days to keep events without a retention in the catalog; null keeps them forever. */
  retentionDays: number | null;
  /** Days to keep requests, page views and sessions; null keeps them forever. */
  usageRetentionDays: number | null;
  /** Adds the activity log to a hash chain once a day, so that `verify` detects changes. */
  extendHashChain: boolean;
  /** Can always sign in to the panel, as an admin. Lowercase. */
  adminEmail?: string;
  /** Signs the cookies. If absent, a secret is created and kept in `dataDir`. */
  authSecret?: string;
  /** Verifies the tokens of the application's end users. */
  jwtSecret?: string;
  /** The URL of the public keys that verify these tokens. */
  jwksUrl?: string;
  /** The required `aud` of these tokens. */
  jwtAudience?: string;
  /** If absent, no mail is sent. */
  smtpUrl?: string;
  mailFrom: string;
  /** Required to read `/metrics`. If absent, there is no such route. */
  metricsToken?: string;
  /** Base URL of the OTLP collector. If absent, tracing is off. */
  tracesEndpoint?: string;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}
