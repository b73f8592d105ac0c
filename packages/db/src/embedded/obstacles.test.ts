import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { query } from "./fixtures/query.ts";
import { startHolder } from "./fixtures/start-holder.ts";
import { temporaryHome } from "./fixtures/temporary-home.ts";
import { openDatabase } from "./open-database.ts";

const isRoot = process.getuid?.() === 0;

test("a cluster of another version of PostgreSQL is left alone", async () => {
  await using folder = await temporaryHome();
  const holder = await startHolder(folder.home);
  await holder.leave();
  await writeFile(join(folder.cluster, "PG_VERSION"), "17\n");

  const opening = openDatabase({ dataDir: folder.home });

  await expect(opening).rejects.toThrow(
    `The database in ${folder.cluster} was made by PostgreSQL 17, and the built-in one is version 18: move that folder away`,
  );
});

test("a folder with other things in it is left alone", async () => {
  await using folder = await temporaryHome();
  await mkdir(folder.cluster);
  await writeFile(join(folder.cluster, "notes.txt"), "mine");

  const opening = openDatabase({ dataDir: folder.home });

  await expect(opening).rejects.toThrow(
    `${folder.cluster} holds something else than a PostgreSQL cluster: move it away`,
  );
});

test("a data folder that is a file is refused", async () => {
  await using folder = await temporaryHome();
  const file = join(folder.home, "file");
  await writeFile(file, "");

  const opening = openDatabase({ dataDir: file });

  await expect(opening).rejects.toThrow(`${file} is not a folder: move it away`);
});

test.skipIf(isRoot)("a data folder that may not be written to is refused", async () => {
  await using folder = await temporaryHome();
  await chmod(folder.home, 0o500);

  const opening = openDatabase({ dataDir: folder.home });

  await expect(opening).rejects.toThrow(
    /cannot be used by user ".+": make it theirs, set DATA_DIR to another folder/,
  );
  await chmod(folder.home, 0o700);
});

test.runIf(isRoot)("root may keep the data in a folder that nobody else may enter", async () => {
  await using folder = await temporaryHome();
  await chmod(folder.home, 0o700);

  await using holder = await startHolder(folder.home);

  expect(holder.error).toBe("");
  expect(await query(holder.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test.runIf(isRoot)(
  "without the program that lets PostgreSQL into such a folder, root is told what to do",
  async () => {
    await using folder = await temporaryHome();
    await chmod(folder.home, 0o700);
    const programs = join(folder.home, "bin");
    await mkdir(programs);
    await symlink("/usr/bin/id", join(programs, "id"));

    await using holder = await startHolder(folder.home, { PATH: programs });

    expect(holder.error).toContain(
      'the program "setpriv" (package util-linux) that would let it in is missing: install it',
    );
  },
);
