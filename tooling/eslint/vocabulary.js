// Finds names that the project has replaced by the field's own terms, in file names, code and comments.
// `node tooling/eslint/vocabulary.js [folders]` prints and fails; with `--report` it prints only the count.
import { globSync, readFileSync } from "node:fs";

/** Each word and the term to use instead. A word matches alone or as a part of a camelCase, snake_case or kebab-case name. */
const replacedWords = {
  segment: "column chunk, or filter for a set of users",
  seal: "finalize (chunks) or hash chain (activities)",
  fold: "merge or scan",
  intake: "ingestion",
  door: "route, handler or server",
  stranger: "unauthenticated connection",
  asker: "caller",
  whereabouts: "client info",
  ourselves: "internal sender",
  whois: "identity map",
  needle: "accent",
  ink: "foreground",
  engraved: "border",
  faint: "muted",
  rig: "harness",
  contender: "engine",
  sentence: "message",
};
const wordForms = new Map(
  Object.entries(replacedWords).flatMap(([word, term]) =>
    [word, `${word}s`, `${word}ed`, `${word}ing`, `un${word}ed`].map((form) => [form, term]),
  ),
);

/** Shapes of names, and what to write instead. */
const patterns = [
  [/\b(?:most|longest|largest|deepest|fewest)[A-Z]\w*/g, "MAX_… or MIN_… in upper snake case"],
  [/\bdeepest\b/g, "MAX_DEPTH"],
  [/(?<=\bfunction\*? )(?!is|has|can)[a-z]\w*Of(?=[(<])/g, "a verb: getX, toX, findX"],
  [/(?<=\bconst )(?!is|has|can)[a-z]\w*Of(?= = (?:async )?[(<])/g, "a verb: getX, toX, findX"],
  [
    /(?<=^\s+(?:async )?)(?!is|has|can)[a-z]\w*Of(?=(?:\??: (?:async )?)?\([^;]*(?:\{|=>))/gm,
    "a verb: getX, toX, findX",
  ],
  [/\btakeIn\w*|\b\w*TakeIn\b/g, "ingestItems"],
  [/(?<=\b(?:interface|type|class) )\w*Taken\w*/g, "ItemResult"],
  [/\b\w*[rR]eaderProcedure\b/g, "adminProcedure, memberProcedure or selfProcedure"],
  [/\b\w*Refused\b/g, "…Error, or rejected"],
  [/(?<=\bclass )\w+(?<!Error)(?= extends \w*Error\b)/g, "…Error"],
  [/(?<=\b(?:interface|type) )\w+Parts\b/g, "…Deps"],
  [/(?<=\b(?:interface|type|class) )\w*(?:House|Foundation)\w*/g, "a name for what it holds"],
];

/** Where a word has its ordinary meaning. Each entry: part of the path, the word, the reason. */
const exceptions = [
  ["tooling/eslint/vocabulary.js", /./, "lists the words"],
  ["tooling/bench/src/sdk/", /segment/i, "the package @segment/analytics-next"],
  ["apps/admin/app/", /^segmented(?:Control\w*)?$/i, "the segmented control"],
  ["packages/core/src/text/", /^segment$/, "the method of Intl.Segmenter"],
  ["packages/client/src/node/", /^\w*segments?\w*$/i, "segments of a URL path"],
  ["packages/c", /^sentence$/, "a sentence that a person reads"],
  ["packages/catalog/src/define-events.test-d.ts", /^expectTypeOf$/, "vitest's assertion"],
  ["packages/core/src/any-of.ts", /^anyOf$/, "SQL's any(…), not a getter"],
  ["apps/admin/app/charts/", /^deepest$/, "a shade of color"],
  ["packages/core/src/calendar/", /^largestUnit$/, "an option of Temporal"],
];

const folders = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const searched = folders.length > 0 ? folders : ["apps", "packages", "tooling"];
const ignored =
  /(?:^|\/)(?:node_modules|build|dist|\.turbo|\.data|test-results)(?:\/|$)|^tooling\/decisions\//;

const files = searched
  .flatMap((folder) =>
    globSync(`${folder.replace(/\/$/, "")}/**/*.{ts,tsx,js,css,sql}`, {
      exclude: (path) => ignored.test(path),
    }),
  )
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !ignored.test(file))
  .sort();
const findings = files.flatMap((file) => [
  ...findWords(file)
    .map((finding) => ({ file, line: 0, ...finding }))
    .filter(({ found }) => !isException(file, found)),
  ...findInText(file),
]);

const isReport = process.argv.includes("--report");
if (!isReport)
  for (const { file, line, found, term } of findings)
    console.log(`${file}${line > 0 ? `:${line}` : ""}  ${found} → ${term}`);
console.log(
  findings.length === 0
    ? "No replaced words."
    : `${findings.length} replaced words in ${new Set(findings.map(({ file }) => file)).size} files.`,
);
process.exitCode = findings.length === 0 || isReport ? 0 : 1;

function findInText(file) {
  const lines = readFileSync(file, "utf8").split("\n");

  return lines.flatMap((text, index) =>
    [...findWords(text), ...findPatterns(text)]
      .map((finding) => ({ file, line: index + 1, ...finding }))
      .filter(({ found }) => !isException(file, found)),
  );
}

function findWords(text) {
  return [...text.matchAll(/[A-Za-z]+/g)].flatMap(([name]) =>
    [...name.matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)]
      .filter(([word]) => wordForms.has(word.toLowerCase()))
      .map(([word]) => ({ found: name, term: wordForms.get(word.toLowerCase()) })),
  );
}

function findPatterns(text) {
  return patterns.flatMap(([pattern, term]) =>
    [...text.matchAll(pattern)].map(([found]) => ({ found, term })),
  );
}

function isException(file, found) {
  return exceptions.some(([path, word]) => file.includes(path) && word.test(found));
}
