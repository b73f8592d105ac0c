/** What a deployment decides. `.env.example` explains each as a variable. */
export interface Settings {
  /** Serves the panel from its sources with hot reload, and logs for people. */
  development: boolean;
  /** A PostgreSQL of your own. Without it the embedded one in `dataDir` is used. */
  databaseUrl?: string;
  /** The PostgreSQL schema that holds every table. */
  schema: string;
  dataDir: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Where browsers find this server. Without it: `http://localhost:<port>`. */
  origin?: string;
  /** Further origins whose pages may open the live feed's WebSocket. */
  allowedOrigins: readonly string[];
  /** Believes the `x-forwarded-*` headers of one proxy in front. */
  trustProxy: boolean;
  /** The IANA name of the zone in which days begin. */
  timeZone: string;
  /** What happens to well-formed event names the catalog does not know. */
  unknownEvents: "store" | "reject";
  /** After how many days events are deleted whose catalog entry says nothing; null never. */
  retentionDays: number | null;
  /** After how many days requests, page views and sessions are deleted; null keeps them for ever. */
  usageRetentionDays: number | null;
  /** Seals each day of the activity log, so that `verify` finds what was changed afterwards. */
  extendHashChain: boolean;
  /** May always sign in to the panel, as an admin. Lower case. */
  adminEmail?: string;
  /** Signs the cookies. Without it one is made and kept in `dataDir`. */
  authSecret?: string;
  /** Signs the tokens with which the application's own users read what is theirs. */
  jwtSecret?: string;
  /** Where the application publishes the keys of such tokens. */
  jwksUrl?: string;
  /** The `aud` that such tokens must name. */
  jwtAudience?: string;
  /** Without it no mail is sent. */
  smtpUrl?: string;
  mailFrom: string;
  /** Opens `/metrics` to whoever shows it. Without it there is no such page. */
  metricsToken?: string;
  /** The base address of the OTLP collector that gets traces. Without it nothing is traced. */
  tracesEndpoint?: string;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}
