import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** What one context inside core may not import from another; see the README's "Who may import whom". */
const coreFolders = [
  { files: "packages/core/src/events/**", forbidden: ["analytics", "users", "access", "importing"] },
  { files: "packages/core/src/analytics/**", forbidden: ["users", "access", "importing"] },
];

export default defineConfig(
  globalIgnores(["**/build/**", "**/dist/**", "**/.turbo/**", "**/.data/**", "**/test-results/**"]),
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      "@typescript-eslint/only-throw-error": "off",
      "no-console": "error",
    },
  },
  {
    files: ["**/*.tsx", "**/use-*.ts"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
  },
  ...coreFolders.map(({ files, forbidden }) => ({
    files: [files],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: forbidden.map((folder) => `**/${folder}/**`), message: "See who may import whom." }] },
      ],
    },
  })),
);
