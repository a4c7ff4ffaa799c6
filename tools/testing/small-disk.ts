import { spawnSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isLeftOut } from "./left-out.ts";

/** Whether KEYFERRY_WITHOUT leaves out what needs disks of its own. */
export const smallDisksLeftOut = isLeftOut("mounts");

/** A small disk, as a running process sees it. */
export interface SmallDisk {
  /** The folder that the disk is mounted on, as this process can reach it. */
  readonly folder: string;
  /** Leaves not a byte. */
  fill(): void;
  /** Takes away what filled it. */
  makeRoom(): void;
}

/**
 * The command line that runs a command with a disk of its own, a tmpfs, mounted on a folder that is there. Nobody else sees
 * the disk, and it goes with the process. Root may mount by itself; others get a user namespace of their own for it.
 *
 * @param size in KiB
 */
export function onSmallDisk(folder: string, size: number, command: readonly string[]): readonly string[] {
  const alone = process.getuid?.() === 0 ? ["-m"] : ["-U", "--map-root-user", "-m"];
  const mount = 'mount -t tmpfs -o size="$1"k,mode=0700 none "$2" && shift 2 && exec "$@"';
  return ["unshare", ...alone, "sh", "-c", mount, "sh", String(size), folder, ...command];
}

/** Whether this machine lets {@link onSmallDisk} mount. */
export function canMount(): boolean {
  const [program = "", ...args] = onSmallDisk("/mnt", 64, ["true"]);
  return spawnSync(program, args).status === 0;
}

/** The disk on `folder` of a process that was started by {@link onSmallDisk}. */
export function smallDiskOf(pid: number, folder: string): SmallDisk {
  const reached = join("/proc", String(pid), "root", folder);
  const filling = join(reached, "filling");
  return {
    folder: reached,
    fill() {
      const { bavail, bsize } = statfsSync(reached);
      writeFileSync(filling, Buffer.alloc(bavail * bsize, 1), { flag: "a" });
    },
    makeRoom() {
      rmSync(filling);
    },
  };
}
