import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { query } from "./fixtures/query.ts";
import { startHolder } from "./fixtures/start-holder.ts";
import { createTemporaryHome } from "./fixtures/create-temporary-home.ts";
import { openDatabase } from "./open-database.ts";

const isRoot = process.getuid?.() === 0;

test("a cluster of another PostgreSQL version is not changed", async () => {
  await using folder = await createTemporaryHome();
  const holder = await startHolder(folder.home);
  await holder.release();
  await writeFile(join(folder.cluster, "PG_VERSION"), "17\n");

  const opening = openDatabase({ dataDir: folder.home });

  await expect(opening).rejects.toThrow(
    `The database in ${folder.cluster} has the format of PostgreSQL 17, and the built-in PostgreSQL is version 18. Move that folder`,
  );
});

test("a folder with other files is not changed", async () => {
  await using folder = await createTemporaryHome();
  await mkdir(folder.cluster);
  await writeFile(join(folder.cluster, "notes.txt"), "mine");

  const opening = openDatabase({ dataDir: folder.home });

  await expect(opening).rejects.toThrow(
    `${folder.cluster} is not empty and contains no PostgreSQL cluster. Move it`,
  );
});

test("a data folder that is a file is rejected", async () => {
  await using folder = await createTemporaryHome();
  const file = join(folder.home, "file");
  await writeFile(file, "");

  const opening = openDatabase({ dataDir: file });

  await expect(opening).rejects.toThrow(`${file} is not a folder. Move it`);
});

test.skipIf(isRoot)("a read-only data folder is rejected", async () => {
  await using folder = await createTemporaryHome();
  await chmod(folder.home, 0o500);

  const opening = openDatabase({ dataDir: folder.home });

  await expect(opening).rejects.toThrow(
    /User ".+" has no access to .+. Change its owner, set DATA_DIR to another folder/,
  );
  await chmod(folder.home, 0o700);
});

test.runIf(isRoot)("root can keep the data in a folder that only root can access", async () => {
  await using folder = await createTemporaryHome();
  await chmod(folder.home, 0o700);

  await using holder = await startHolder(folder.home);

  expect(holder.error).toBe("");
  expect(await query(holder.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test.runIf(isRoot)("without setpriv, root gets a message that says what to do", async () => {
  await using folder = await createTemporaryHome();
  await chmod(folder.home, 0o700);
  const programs = join(folder.home, "bin");
  await mkdir(programs);
  await symlink("/usr/bin/id", join(programs, "id"));

  await using holder = await startHolder(folder.home, { PATH: programs });

  expect(holder.error).toContain(
    'the program "setpriv" (package util-linux) that would grant access is missing. Install it',
  );
});
