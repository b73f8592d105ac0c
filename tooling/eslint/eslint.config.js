import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const ours = ["admin", "api", "catalog", "client", "contract", "core", "db", "example", "server"];

/** Our packages that a package may import. */
const allowedPackages = {
  "packages/catalog": [],
  "packages/db": [],
  "packages/contract": [],
  "packages/core": ["catalog", "db"],
  "packages/api": ["catalog", "core", "db"],
  "packages/client": ["catalog", "api", "contract"],
  "apps/admin": ["api", "catalog", "client"],
  "apps/server": ["api", "core", "db", "catalog", "contract", "admin"],
  "apps/example": ["client", "catalog", "core", "db"],
};

/** Inside core: the other contexts that a context may import. */
const allowedContexts = {
  access: ["calendar"],
  activity: ["analytics", "data-retention", "events"],
  analytics: ["background", "calendar", "events", "rollups"],
  background: [],
  calendar: [],
  "data-retention": ["events"],
  events: ["background"],
  importing: ["events", "rollups"],
  ingestion: ["access", "events", "usage", "users"],
  rollups: ["background", "events"],
  system: [],
  timeline: ["calendar", "events"],
  usage: ["analytics", "background", "calendar", "events"],
  users: ["events"],
};

/**
 * Inside analytics, imports run one way: columns ← query context ← counts ← metrics ← engine. Every other folder is a
 * metric. The rule's name differs from that of the contexts, so that both apply.
 */
const analyticsLayers = [
  {
    folder: "columns",
    mayImport: [],
    message: "The column store knows no metric and no engine.",
  },
  {
    folder: "counts",
    mayImport: ["query-context\\.ts"],
    message: "Counting that metrics share knows no metric and no engine.",
  },
  {
    folder: "!(columns|counts|engine|testing)",
    mayImport: ["query-context\\.ts", "columns/.*", "counts/.*"],
    message: "A metric knows no other metric. It reaches the engine through its QueryContext.",
  },
  {
    folder: "engine",
    mayImport: ["query-context\\.ts", "columns/.*", ".*\\.columns\\.ts"],
    message: "The engine knows of a metric only its column implementation.",
  },
].map(({ folder, mayImport, message }) => ({
  files: [`packages/core/src/analytics/${folder}/**/*.ts`],
  ignores: ["**/*.test.ts"],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { patterns: [{ regex: `^\\.\\./(?!\\.\\./)(?!(?:${mayImport.join("|")})$)`, message }] },
    ],
  },
}));

const queryContextLayer = {
  files: ["packages/core/src/analytics/query-context.ts"],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: [
          { regex: "^\\./", allowTypeImports: true, message: "The query context holds types only." },
        ],
      },
    ],
  },
};

const restricted = (folder, patterns) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  ignores: ["**/*.test.{ts,tsx}", "**/testing/**"],
  rules: { "no-restricted-imports": ["error", { patterns }] },
});

export default defineConfig(
  globalIgnores(["**/build/**", "**/dist/**", "**/.turbo/**", "**/.data/**", "**/test-results/**"]),
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      "no-console": "error",
    },
  },
  {
    files: ["**/*.test-d.ts"],
    rules: { "@typescript-eslint/no-unused-vars": "off" },
  },
  {
    files: ["**/*.tsx", "**/use-*.ts"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
  },
  ...Object.entries(allowedPackages).map(([folder, allowed]) => restricted(folder, [forbidOthers(allowed)])),
  ...Object.entries(allowedContexts).map(([context, allowed]) =>
    restricted(`packages/core/src/${context}`, [
      forbidOthers(allowedPackages["packages/core"]),
      {
        group: Object.keys(allowedContexts)
          .filter((other) => other !== context && !allowed.includes(other))
          .map((other) => `**/${other}/**`),
        message: `${context} may import no context but ${allowed.join(", ") || "itself"}.`,
      },
    ]),
  ),
  ...analyticsLayers,
  queryContextLayer,
);

function forbidOthers(allowed) {
  const forbidden = ours.filter((name) => !allowed.includes(name));

  return {
    group: forbidden.flatMap((name) => [`@admin-events/${name}`, `@admin-events/${name}/**`]),
    message:
      allowed.length === 0
        ? "Nothing of ours may be imported here."
        : `Only ${allowed.join(", ")} may be imported here.`,
  };
}
