import type { GetKyselyOptions, InferKyselyDB } from "@mikro-orm/postgresql";
import { EntityManager as BaseEntityManager } from "@mikro-orm/postgresql";
import type {
  ColumnType,
  Kysely,
  KyselyPlugin,
  PluginTransformQueryArgs,
  RawBuilder,
  RootOperationNode,
  TableNode,
} from "kysely";
import { IdentifierNode, OperationNodeTransformer, sql } from "kysely";
import { entitySchemas, Event } from "./entities/index.ts";
import { DEFAULT_SCHEMA } from "./schema.ts";

/** As the pg driver returns them: times and 64-bit integers are strings. */
type Selected<Value> = Value extends Date ? string : Value;
type AsSelected<Column> =
  Column extends ColumnType<infer Select, infer Insert, infer Update>
    ? ColumnType<Selected<Select>, Insert | Selected<Insert>, Update | Selected<Update>>
    : Date extends Column
      ? ColumnType<Selected<Column>, Column | string, Column | string>
      : Column;
type InferredDatabase = InferKyselyDB<(typeof entitySchemas)[number]>;

/** Every table and its columns, as typed Kysely needs them. Derived from the entities. */
export type Database = {
  [Table in keyof InferredDatabase]: {
    [Column in keyof InferredDatabase[Table]]: AsSelected<InferredDatabase[Table][Column]>;
  };
};
type TableName = keyof Database;

const tableNames = entitySchemas.map((schema) => schema.meta.tableName as TableName);
const knownTables: ReadonlySet<string> = new Set(tableNames);

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * References to the tables, for SQL that Kysely's builder cannot express. A query that an {@link EntityManager}'s Kysely runs puts
 * the schema before each of them.
 *
 * @example sql`select count(*) from ${tables.events} as event`.execute(em.getKysely())
 */
export const tables = Object.fromEntries(tableNames.map((name) => [camelCase(name), sql.table(name)])) as {
  readonly [Name in TableName as CamelCase<Name>]: RawBuilder<unknown>;
};

/** The schema that holds the product's tables, as passed to `connect()`. */
export function getSchema(em: BaseEntityManager): string {
  if (!(em instanceof QualifyingEntityManager)) {
    throw new Error(
      "This entity manager is not from connect() of @admin-events/db. Open the ORM with connect().",
    );
  }

  return em.getMetadata().get(Event).schema ?? DEFAULT_SCHEMA;
}

class QualifyTables extends OperationNodeTransformer implements KyselyPlugin {
  readonly #schema: string;
  #cteNames: ReadonlySet<string> = new Set();

  constructor(schema: string) {
    super();
    this.#schema = schema;
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    const expressions = "with" in node ? (node.with?.expressions ?? []) : [];
    this.#cteNames = new Set(expressions.map(({ name }) => name.table.table.identifier.name));

    return this.transformNode(node);
  }

  transformResult: KyselyPlugin["transformResult"] = ({ result }) => Promise.resolve(result);

  protected override transformTable(node: TableNode): TableNode {
    const { schema, identifier } = node.table;
    if (schema || !knownTables.has(identifier.name) || this.#cteNames.has(identifier.name)) return node;

    return { ...node, table: { ...node.table, schema: IdentifierNode.create(this.#schema) } };
  }
}

const plugins = new Map<string, QualifyTables>();

function qualifyTables(schema: string): QualifyTables {
  const plugin = plugins.get(schema) ?? new QualifyTables(schema);
  plugins.set(schema, plugin);

  return plugin;
}

/** An entity manager whose Kysely knows every table and qualifies it with the product's schema. */
export type EntityManager = { getKysely: () => Kysely<Database> } & BaseEntityManager;

/**
 * Qualifies tables instead of relying on `search_path`, which stays the application's: both can share a transaction.
 *
 * {@link EntityManager} states the type that `getKysely` has.
 */
export class QualifyingEntityManager extends BaseEntityManager {
  override getKysely(options?: GetKyselyOptions): never {
    return super.getKysely(options).withPlugin(qualifyTables(getSchema(this))) as never;
  }
}
