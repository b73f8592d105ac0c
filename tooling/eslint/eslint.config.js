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
  "packages/client": ["catalog", "api", "contract"],
  "apps/admin": ["api", "catalog"],
  "apps/server": ["api", "core", "db", "catalog", "contract", "admin"],
  "apps/example": ["client", "catalog", "core", "db"],
};

/** Inside core: which other contexts each may know. `analytics` has a folder of its own named `retention`. */
const contextsKnownTo = {
  access: ["calendar"],
  activity: ["analytics", "events", "retention"],
  analytics: ["background", "calendar", "days", "events", "retention"],
  background: [],
  calendar: [],
  days: ["background", "events"],
  events: [],
  importing: ["days", "events"],
  intake: ["access", "events", "usage", "users"],
  retention: ["background", "events"],
  system: [],
  timeline: ["calendar", "events"],
  usage: ["analytics", "background", "calendar", "events"],
  users: ["events"],
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
  ...Object.entries(mayImport).map(([folder, allowed]) => restricted(folder, [othersThan(allowed)])),
  ...Object.entries(contextsKnownTo).map(([context, known]) =>
    restricted(`packages/core/src/${context}`, [
      othersThan(mayImport["packages/core"]),
      {
        group: Object.keys(contextsKnownTo)
          .filter((other) => other !== context && !known.includes(other))
          .map((other) => `**/${other}/**`),
        message: `${context} may know no other context than ${known.join(", ") || "itself"}.`,
      },
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
