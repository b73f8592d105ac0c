/** The PostgreSQL schema that holds every table, unless `DB_SCHEMA` names another. */
export const DEFAULT_SCHEMA = "admin_events";
