/**
 * How a column can hold personal data.
 *
 * - `none`: it cannot. It holds row ids, times, numbers, hashes, settings or names that code defines.
 * - `person`: part of the person's own row, which an erasure deletes.
 * - `own`: refers to the person by the internal id, or is part of a row that does. The row is deleted or loses the person.
 * - `mention`, `mention-json`: a text or JSON that may name the person. It is searched, and the name is replaced.
 * - `mention-row`: a text of a report that is kept for days only. A row that names the person is deleted. The inbox keeps events
 *   that were rejected in the same way; those that wait are stored before an erasure.
 * - `operator`: of the people who run the panel, and their applications. An erasure reports it and leaves it.
 * - `name`: an event name or an id of somebody else. An erasure reports that it contains the person's id and leaves it.
 */
type ColumnTreatment =
  "none" | "person" | "own" | "mention" | "mention-json" | "mention-row" | "operator" | "name";

export interface TableTreatment {
  schema: "product" | "jobs";
  /** The part of the data, in reports and exports. */
  title: string;
  columns: Readonly<Record<string, ColumnTreatment>>;
}

const product = (title: string, columns: TableTreatment["columns"]): TableTreatment => ({
  schema: "product",
  title,
  columns,
});
const jobs = (title: string, columns: TableTreatment["columns"]): TableTreatment => ({
  schema: "jobs",
  title,
  columns,
});

/**
 * Every table, and every column of it that can hold a text or an id. A test compares the list with the database, so a new
 * column cannot be forgotten. Export, erasure and the search for mentions follow it.
 */
export const personalData = {
  users: product("person", {
    external_id: "person",
    email: "person",
    name: "mention",
    traits: "mention-json",
    unverified_traits: "mention-json",
  }),
  identities: product("person", {}),
  events: product("event", {
    id: "none",
    session_id: "mention",
    actor_role: "mention",
    resource_type: "mention",
    resource_id: "mention",
    target_id: "mention",
    module: "mention",
    mode: "mention",
    metadata: "mention-json",
    changed_fields: "mention-json",
  }),
  sessions: product("session", {
    id: "own",
    session_key: "mention",
    referrer: "mention",
    ip_network: "own",
  }),
  page_views: product("page view", {
    id: "own",
    session_id: "own",
    path: "mention",
    title: "mention",
    referrer: "mention",
  }),
  requests: product("request", { id: "none", error_code: "mention", ip_network: "own" }),
  request_routes: product("request route", { method: "none", route: "mention" }),
  user_agents: product("user agent", { browser: "none", os: "none", device: "none" }),
  groups: product("group", {
    type: "none",
    external_id: "mention",
    traits: "mention-json",
    unverified_traits: "mention-json",
  }),
  event_names: product("event name", { name: "name", title: "mention" }),

  // Salted hashes. The salts of a person and of changed activities are deleted.
  activity_chain_entries: product("hash chain", {
    event_id: "none",
    name: "none",
    personal: "none",
    actor: "none",
    content: "none",
    hash: "none",
  }),
  activity_chain_days: product("hash chain", { head: "none" }),
  activity_chain_erasures: product("hash chain", { erasure_id: "none", event_id: "none", content: "none" }),
  activity_salts: product("hash chain", { event_id: "none", salt: "none" }),
  actor_salts: product("hash chain", { salt: "own" }),
  erased_people: product("erasures", { hash: "none", mode: "none" }),
  erasure_keys: product("erasures", { key: "none" }),

  // Internal ids and counts. Chunks are built again after a change of their events.
  event_columns: product("column chunk", { user_ids: "none", times: "none" }),
  event_rollups: product("rollup", { slots: "none" }),
  event_rollup_deltas: product("rollup", {}),
  rollup_rebuilds: product("rollup", {}),
  request_rollups: product("rollup", { buckets: "none", counts: "none" }),
  request_user_rollups: product("rollup", {}),
  stale_request_hours: product("rollup", {}),

  api_keys: product("API key", {
    kind: "none",
    name: "operator",
    hash: "none",
    hint: "none",
    allowed_origins: "none",
    signing_secret: "none",
  }),
  panel_users: product("panel account", {
    id: "none",
    email: "operator",
    name: "operator",
    image: "operator",
    role: "none",
  }),
  panel_sessions: product("panel account", {
    id: "none",
    user_id: "none",
    token: "none",
    ip_address: "operator",
    user_agent: "operator",
  }),
  panel_accounts: product("panel account", {
    id: "none",
    user_id: "none",
    account_id: "operator",
    provider_id: "none",
    access_token: "none",
    refresh_token: "none",
    id_token: "none",
    scope: "none",
    password: "none",
  }),
  panel_verifications: product("panel account", { id: "none", identifier: "operator", value: "operator" }),
  handler_mails: product("handler", { handler: "none", event_id: "none" }),
  catalog_apps: product("declared catalog", { name: "operator" }),
  catalog_versions: product("declared catalog", { hash: "none", events: "operator" }),
  imports: product("import", { file: "mention", mapping: "mention-json" }),
  rejected_items: product("rejected item", {
    type: "none",
    name: "mention-row",
    path: "mention-row",
    reason: "mention-row",
    sample: "mention-row",
  }),
  inbox: product("rejected event", {
    id: "none",
    name: "none",
    options: "mention-row",
    problem: "mention-row",
  }),
  declared_fields: product("catalog", { event_name: "none", field: "none" }),
  handlers: product("handler", { name: "none", pattern: "none" }),
  migrations: product("migration", { name: "none" }),

  // Jobs carry event ids; the errors of handlers and whatever a handler returned are texts.
  job: jobs("background job", {
    id: "none",
    name: "none",
    data: "mention-json",
    singleton_key: "none",
    group_id: "none",
    group_tier: "none",
    output: "mention-json",
    dead_letter: "none",
    policy: "none",
    source_name: "none",
    source_id: "none",
    source_output: "mention-json",
    source_root_id: "none",
    trace_context: "none",
  }),
  warning: jobs("background job", { id: "none", type: "none", message: "mention", data: "mention-json" }),
} as const satisfies Record<string, TableTreatment>;

export type PersonalTable = keyof typeof personalData;

/** Tables of pg-boss about its queues and processes, not about single jobs. */
export const jobQueueTables = [
  "bam",
  "instance",
  "job_dependency",
  "queue",
  "queue_stats",
  "schedule",
  "subscription",
  "version",
] as const;

/** The tables whose rows are deleted if one of these columns names the person. */
export const reportColumns = (Object.keys(personalData) as PersonalTable[]).flatMap((table) => {
  const columns = Object.entries<ColumnTreatment>(personalData[table].columns)
    .filter(([, treatment]) => treatment === "mention-row")
    .map(([name]) => name);

  return columns.length > 0 ? [{ table, columns }] : [];
});

/** The columns of a table that are searched for a person. */
export function getMentionColumns(table: PersonalTable): { name: string; isJson: boolean }[] {
  return Object.entries<ColumnTreatment>(personalData[table].columns).flatMap(([name, treatment]) =>
    treatment === "mention" || treatment === "mention-json"
      ? [{ name, isJson: treatment === "mention-json" }]
      : [],
  );
}
