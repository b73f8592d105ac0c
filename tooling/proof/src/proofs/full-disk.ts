import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Proof } from "../proof.ts";
import { openRig } from "../rig/open-rig.ts";
import { spread, underLoad } from "../rig/under-load.ts";

const run = promisify(execFile);
const size = "400m";

/** On a small disk of its own, which takes a mount, and so root. */
export const fullDisk: Proof = {
  claim: "a full disk makes senders wait, and loses nothing",
  isLong: true,
  async run(_rig, scale) {
    await using disk = await mountSmallDisk();
    if (!disk.folder)
      return { measured: "not shown: a small disk can be mounted by root only", failures: [] };
    await using rig = await openRig({ parent: disk.folder });
    const ballast = join(disk.folder, "ballast");

    return await underLoad(rig, scale, async () => {
      const faults = Math.ceil(scale.faults / 4);
      await spread({ ...scale, faults }, async () => {
        const { bavail, bsize } = await statfs(disk.folder ?? "");
        await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch(() => undefined);
        await sleep(3_000);
        await rm(ballast);
        // A PostgreSQL that could not write its log has ended itself; one that lives says that it is there.
        await rig.cluster.stop().catch(() => undefined);
        await rig.cluster.start();
      });

      return `${faults} × no byte left for 3 s`;
    });
  },
};

async function mountSmallDisk(): Promise<{ folder: string | null } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-small-disk-"));
  await chmod(folder, 0o755);
  const isMounted = await run("mount", ["-t", "tmpfs", "-o", `size=${size},mode=755`, "tmpfs", folder]).then(
    () => true,
    () => false,
  );

  return {
    folder: isMounted ? folder : null,
    async [Symbol.asyncDispose]() {
      if (isMounted) await run("umount", ["-l", folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
