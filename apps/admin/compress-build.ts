import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const MIN_BYTES = 1_024;

/** A script of the build: writes a `.br` and a `.gz` next to each text file that browsers load. */
const folder = join(import.meta.dirname, "build/client");
const files = await readdir(folder, { recursive: true });

await Promise.all(
  files
    .filter((file) => /\.(js|css|svg|json|txt)$/.test(file))
    .map(async (file) => {
      const path = join(folder, file);
      const content = await readFile(path);
      if (content.length < MIN_BYTES) return;

      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
      await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }));
    }),
);
