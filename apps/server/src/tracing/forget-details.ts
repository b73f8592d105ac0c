import type { SpanProcessor } from "@opentelemetry/sdk-trace";

/** A question may hold a sign-in's token, an address or a browser leads to a person. */
const personal = ["client.address", "network.peer.address", "url.full", "url.query", "user_agent.original"];

/** Takes off a span what traces must not carry: what leads to a person, and the values within SQL. */
export const forgetDetails: SpanProcessor = {
  onStart() {},
  onEnd({ attributes }) {
    for (const name of personal) delete attributes[name];

    const sql = attributes["db.query.text"];
    // What follows a quote may be somebody's data, and where it ends only PostgreSQL knows for certain.
    if (typeof sql === "string") attributes["db.query.text"] = sql.replace(/'.*$/s, "'…");
  },
  async forceFlush() {},
  async shutdown() {},
};
