import { accessSync, constants } from "node:fs";
import { checkFile } from "@keyferry/files";
import type { RotationHook } from "@keyferry/kms";
import { withOptionFile } from "../config/option-file.ts";
import type { Options } from "../config/option-table.ts";
import { readRotationHook } from "../config/rotation-hook-option.ts";
import { StartError } from "../config/start-error.ts";

/**
 * Opens what renews the values of managed secrets, as the options say; undefined where nothing does.
 *
 * @param signal ends what is asked, and refuses what is to be asked
 * @throws StartError for a program that cannot be run, or that others may have written
 */
export async function openRotationHook(
  options: Options,
  signal: AbortSignal,
): Promise<RotationHook | undefined> {
  const source = readRotationHook(options);
  if (source === undefined) return undefined;
  const hookOptions = { timeLimit: options["secret-rotation-timeout"] * 1000, signal };
  if ("url" in source) {
    const { createUrlHook } = await import("./url-hook.ts");
    return createUrlHook(source.url, hookOptions);
  }
  const { program } = source;
  await withOptionFile("secret-rotation-hook", () => {
    checkFile(program, { trust: "kept" });
  });
  try {
    accessSync(program, constants.X_OK);
  } catch (cause) {
    throw new StartError(`--secret-rotation-hook: ${program} is no program that this user can run`, {
      cause,
    });
  }
  const { createProgramHook } = await import("./program-hook.ts");
  return createProgramHook(program, hookOptions);
}
