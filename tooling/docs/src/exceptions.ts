/** Languages whose blocks are not compiled. `sh` and `sql` are checked and run by `main.ts`; the others have a reason. */
export const OTHER_LANGUAGES: Readonly<Record<string, string>> = {
  sh: "commands, options and variables are checked; some blocks run",
  sql: "run by main.ts",
  text: "commands of Docker, which CI does not have; deploy.spec.ts checks the files",
  html: "shows where the script of the client package goes; the e2e tests of the packages load it",
  nginx: "tooling/deploy/nginx.conf, which the e2e tests run",
  caddy: "tooling/deploy/Caddyfile, which the e2e tests run",
  "": "a diagram or the output of a program",
};

/** Blocks of SQL that are not run, by the words they begin with. */
export const SQL_NOT_RUN: Readonly<Record<string, string>> = {
  "create schema admin_events authorization":
    "the server has created the schemas; shared-database.spec.ts runs it",
};

/** Variables of the reader's own app or shell. All others have to be in .env.example. */
export const VARIABLES_OF_READERS: ReadonlySet<string> = new Set([
  "ADMIN_URL",
  "ANALYTICS_KEY",
  "ANALYTICS_URL",
  "NEXT_PUBLIC_ANALYTICS_KEY",
  "NEXT_PUBLIC_ANALYTICS_URL",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OWNER_URL",
  "SERVER_URL",
  "ON_ERROR_STOP",
]);

/** Commands of pnpm itself, which are no scripts of ours. */
export const PNPM_COMMANDS: ReadonlySet<string> = new Set([
  "add",
  "approve",
  "exec",
  "install",
  "pack",
  "run",
]);
