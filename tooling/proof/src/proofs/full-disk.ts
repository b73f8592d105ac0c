import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Proof } from "../proof.ts";
import { openHarness } from "../harness/open-harness.ts";
import { repeatEvenly, underLoad } from "../harness/under-load.ts";

const execute = promisify(execFile);
const DISK_SIZE = "400m";

/** Mounts a small disk for its own cluster, which requires root. */
export const fullDisk: Proof = {
  claim: "A full disk makes senders wait and loses no events",
  isLong: true,
  async run(_, scale) {
    await using disk = await mountSmallDisk();
    if (!disk.folder) return { measured: "skipped: only root can mount a small disk", failures: [] };
    await using harness = await openHarness({ parent: disk.folder });
    const ballast = join(disk.folder, "ballast");

    return await underLoad(harness, scale, async () => {
      const faults = Math.ceil(scale.faults / 4);
      await repeatEvenly({ ...scale, faults }, async () => {
        const { bavail, bsize } = await statfs(disk.folder ?? "");
        await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch(() => undefined);
        await sleep(3_000);
        await rm(ballast);
        // PostgreSQL shuts itself down if it cannot write its log.
        await harness.cluster.stop().catch(() => undefined);
        await harness.cluster.start();
      });

      return `${faults} × full for 3 s`;
    });
  },
};

async function mountSmallDisk(): Promise<{ folder: string | null } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-small-disk-"));
  await chmod(folder, 0o755);
  const isMounted = await execute("mount", [
    "-t",
    "tmpfs",
    "-o",
    `size=${DISK_SIZE},mode=755`,
    "tmpfs",
    folder,
  ]).then(
    () => true,
    () => false,
  );

  return {
    folder: isMounted ? folder : null,
    async [Symbol.asyncDispose]() {
      if (isMounted) await execute("umount", ["-l", folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
