import { accessSync, constants } from "node:fs";
import { checkFile } from "@keyferry/files";
import type { RotationHook } from "@keyferry/kms";
import type { Closing } from "../closing.ts";
import { withOptionFile } from "../config/option-file.ts";
import type { Options } from "../config/option-table.ts";
import { readRotationHook } from "../config/rotation-hook-option.ts";
import { StartError } from "../config/start-error.ts";

/**
 * Opens what renews the values of managed secrets, as the options say; undefined where nothing does.
 *
 * @throws StartError for a program that cannot be run, or that others may have written
 */
export async function openRotationHook(
  options: Options,
  closing: Closing,
): Promise<RotationHook | undefined> {
  const source = readRotationHook(options);
  if (source === undefined) return undefined;
  const ending = closing.add(new AbortController(), (it) => {
    it.abort();
  });
  const hookOptions = { timeLimit: options["secret-rotation-timeout"] * 1000, signal: ending.signal };
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
