import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const ours = ["admin", "api", "catalog", "client", "contract", "core", "db", "example", "server"];

/** Who may import whom. */
const mayImport = {
  "packages/catalog": [],
  "packages/db": [],
  "packages/contract": [],
  "packages/core": ["catalog", "db"],
  "packages/api": ["catalog", "core", "db"],
  "packages/client": ["catalog", "api"],
  "apps/admin": ["api", "catalog"],
  "apps/server": ["api", "core", "db", "catalog", "contract", "admin"],
  "apps/example": ["client", "catalog", "core", "db"],
};

/** Inside core: `events` knows no other context, and `analytics` only reads. */
const coreContexts = {
  "packages/core/src/background": [
    "access",
    "activity",
    "analytics",
    "calendar",
    "days",
    "events",
    "importing",
    "intake",
    "retention",
    "usage",
    "users",
  ],
  "packages/core/src/calendar": [
    "access",
    "activity",
    "analytics",
    "days",
    "events",
    "importing",
    "intake",
    "usage",
    "users",
  ],
  "packages/core/src/events": [
    "access",
    "activity",
    "analytics",
    "days",
    "importing",
    "intake",
    "usage",
    "users",
  ],
  "packages/core/src/analytics": ["access", "activity", "importing", "intake", "usage", "users"],
  "packages/core/src/usage": ["access", "activity", "days", "importing", "intake", "users"],
  "packages/core/src/users": ["access", "activity", "analytics", "days", "importing", "intake", "usage"],
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
  ...Object.entries(mayImport)
    .filter(([folder]) => folder !== "packages/core")
    .map(([folder, allowed]) => restricted(folder, [othersThan(allowed)])),
  ...Object.entries({ "packages/core": [], ...coreContexts }).map(([folder, contexts]) =>
    restricted(folder, [
      othersThan(mayImport["packages/core"]),
      ...contexts.map((context) => ({
        group: [`**/${context}/**`],
        message: `This context may not know ${context}.`,
      })),
    ]),
  ),
);

function othersThan(allowed) {
  const forbidden = ours.filter((name) => !allowed.includes(name));

  return {
    group: forbidden.flatMap((name) => [`@admin-events/${name}`, `@admin-events/${name}/**`]),
    message: `Only ${allowed.join(", ") || "nothing of ours"} may be imported here.`,
  };
}
