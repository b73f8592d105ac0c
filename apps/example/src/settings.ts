/** What a deployment of the shop decides. The README explains each as a variable. */
export interface Settings {
  /** Serves the front end from its sources with hot reload, and logs for people. */
  development: boolean;
  /** The database the shop shares with Admin Events. Without it: the embedded one in `dataDir`. */
  databaseUrl?: string;
  /** Holds the mailbox, the orders and the shop's secret. */
  dataDir: string;
  host: string;
  port: number;
  /** Of the shop's own mail server, which listens on 127.0.0.1 only. 0 takes any free port. */
  smtpPort: number;
  /** Where browsers find the shop; links in mails begin with it. Without it: `http://localhost:<port>`. */
  origin?: string;
  /** Whoever proves this address to be theirs may look after the customers. */
  staffEmail: string;
  /** Without it the SDK's events are not sent. Sign-ups and confirmations are tracked in the database either way. */
  analytics?: {
    url: string;
    publicKey: string;
    secretKey: string;
    /** Proves to Admin Events whom the shop's pages name. Without it they are shown as unverified. */
    signingSecret?: string;
  };
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}
