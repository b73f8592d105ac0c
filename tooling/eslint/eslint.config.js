import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const workspacePackages = [
  "admin",
  "api",
  "catalog",
  "client",
  "contract",
  "core",
  "db",
  // eject:start
  "example",
  // eject:end
  "server",
];

/** The workspace packages that each package may import. */
const allowedPackages = {
  "packages/catalog": [],
  "packages/db": [],
  "packages/contract": [],
  "packages/core": ["catalog", "db"],
  "packages/api": ["catalog", "core", "db"],
  "packages/client": ["catalog", "api", "contract"],
  "apps/admin": ["api", "catalog", "client"],
  "apps/server": ["api", "core", "db", "catalog", "contract", "admin"],
  // eject:start
  "apps/example": ["client", "catalog", "core", "db"],
  // eject:end
};

/** Inside core: the other contexts that a context may import. */
const allowedContexts = {
  access: ["calendar"],
  activity: ["analytics", "data-retention", "events"],
  analytics: ["background", "calendar", "declared-catalogs", "events", "rollups"],
  background: [],
  calendar: [],
  "data-retention": ["events"],
  "declared-catalogs": ["background"],
  events: ["background", "calendar", "declared-catalogs"],
  importing: ["calendar", "events", "rollups"],
  ingestion: ["access", "events", "usage", "users"],
  "personal-data": ["activity", "data-retention", "events"],
  rollups: ["background", "events"],
  system: ["events"],
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
    message: "The column store must not import metrics or the engine.",
  },
  {
    folder: "counts",
    mayImport: ["query-context\\.ts"],
    message: "Shared counting must not import metrics or the engine.",
  },
  {
    folder: "!(columns|counts|engine|testing)",
    mayImport: ["query-context\\.ts", "columns/.*", "counts/.*"],
    message: "A metric must not import other metrics or the engine. Call the engine through QueryContext.",
  },
  {
    folder: "engine",
    mayImport: ["query-context\\.ts", "columns/.*", ".*\\.columns\\.ts"],
    message: "Of a metric, the engine may import only the column implementation (*.columns.ts).",
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
          { regex: "^\\./", allowTypeImports: true, message: "The query context may import only types." },
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
        message:
          allowed.length === 0
            ? `${context} must not import other contexts.`
            : `Of the other contexts, ${context} may import only ${allowed.join(", ")}.`,
      },
    ]),
  ),
  ...analyticsLayers,
  queryContextLayer,
);

function forbidOthers(allowed) {
  const forbidden = workspacePackages.filter((name) => !allowed.includes(name));

  return {
    group: forbidden.flatMap((name) => [`@admin-events/${name}`, `@admin-events/${name}/**`]),
    message:
      allowed.length === 0
        ? "This package must not import workspace packages."
        : `Of the workspace packages, import only ${allowed.join(", ")} here.`,
  };
}
