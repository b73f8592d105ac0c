import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Page } from "./pages.ts";
import { ROOT } from "./pages.ts";

/** A block as a file of a program. */
export interface SourceBlock {
  /** The page and line of the block. */
  page: string;
  line: number;
  /** The absolute path, which need not exist on disk. */
  file: string;
  code: string;
}

/** The folder of the app that the blocks of `apps/docs` make up together. */
export const APP_FOLDER = join(ROOT, "tooling/docs/.data/app");

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.ReactJSX,
  types: ["node"],
  typeRoots: [join(ROOT, "tooling/docs/node_modules/@types")],
  strict: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
};

/** The blocks of a page in TypeScript: files of this repository, if they are named so, otherwise of the reader's app. */
export function toSourceBlocks({ path, blocks }: Page): SourceBlock[] {
  const name = path.replace(/^.*\//, "").replace(/\.md$/, "");

  return blocks
    .filter(({ language }) => language === "ts" || language === "tsx")
    .map(({ code, line, language, file }) => ({
      page: path,
      line,
      code,
      file: isOfRepository(file)
        ? join(ROOT, file)
        : join(APP_FOLDER, file ?? `src/${name}-${line}.${language}`),
    }));
}

function isOfRepository(file: string | null): file is string {
  return file !== null && /^(?:apps\/(?:server|admin)|packages)\//.test(file);
}

/**
 * Compiles the blocks of all pages, strictly. Those that are files of this repository replace them, each page on its own; all others
 * are one app that installs the published packages. @returns one message for each error.
 */
export function findTypeErrors(pages: readonly Page[]): string[] {
  const blocks = pages.flatMap(toSourceBlocks);
  const isInApp = ({ file }: SourceBlock) => file.startsWith(APP_FOLDER);
  const ofApp = blocks.filter(isInApp);
  const byPage = Map.groupBy(
    blocks.filter((block) => !isInApp(block)),
    ({ page }) => page,
  );
  const sources: SourceCache = new Map();
  // The package that `pnpm pack` makes exports less than the workspace does.
  const paths = { "@admin-events/catalog": [join(ROOT, "packages/catalog/src/library.ts")] };
  const prismaClient = join(ROOT, "tooling/docs/src/prisma-client.d.ts");

  return [
    ...[ofApp, ...byPage.values()].flatMap(findDuplicates),
    ...compile(ofApp, { ...options, paths }, { sources, declarations: [prismaClient] }),
    ...[...byPage.values()].flatMap((files) => compile(files, options, { sources, declarations: [] })),
  ];
}

/** Files of the disk by path, which several programs share. */
type SourceCache = Map<string, ts.SourceFile | undefined>;

function findDuplicates(blocks: readonly SourceBlock[]): string[] {
  const seen = new Map<string, SourceBlock>();

  return blocks.flatMap((block) => {
    const earlier = seen.get(block.file);
    seen.set(block.file, block);
    return earlier
      ? [`${block.page}:${block.line}: ${earlier.page}:${earlier.line} has the same file name`]
      : [];
  });
}

function compile(
  blocks: readonly SourceBlock[],
  settings: ts.CompilerOptions,
  { sources, declarations }: { sources: SourceCache; declarations: readonly string[] },
): string[] {
  const blockByFile = new Map(blocks.map((block) => [block.file, block]));
  const folders = new Set(blocks.flatMap(({ file }) => listParents(file)));
  const host = ts.createCompilerHost(settings);
  const readSource = host.getSourceFile.bind(host);
  host.fileExists = (file) => blockByFile.has(file) || ts.sys.fileExists(file);
  host.directoryExists = (folder) => folders.has(folder) || existsSync(folder);
  host.readFile = (file) => blockByFile.get(file)?.code ?? ts.sys.readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const block = blockByFile.get(file);
    if (block) return ts.createSourceFile(file, block.code, rest[0]);
    if (!sources.has(file)) sources.set(file, readSource(file, ...rest));
    return sources.get(file);
  };

  const program = ts.createProgram([...blockByFile.keys(), ...declarations], settings, host);

  return blocks.flatMap((block) => {
    const source = program.getSourceFile(block.file);
    const diagnostics = source
      ? [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      : [];

    return diagnostics.map(({ start = 0, messageText }) => {
      const line = block.line + block.code.slice(0, start).split("\n").length - 1;
      return `${block.page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
  });
}

function listParents(file: string): string[] {
  const folder = dirname(file);
  return folder === file ? [] : [folder, ...listParents(folder)];
}
