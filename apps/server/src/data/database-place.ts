import { readFile } from "@keyferry/files";
import { readDatabase } from "../config/database-option.ts";
import { withOptionFile } from "../config/option-file.ts";
import type { Options } from "../config/option-table.ts";
import { dataFolderOf } from "./data-folder.ts";
import type { DatabaseOptions } from "./databases.ts";

/** In bytes; all certification authorities that browsers believe take a quarter of it. */
const longestFile = 1024 * 1024;

/**
 * Where the options say that databases are.
 *
 * @param clock milliseconds since the epoch
 * @throws StartError
 */
export async function databasePlace(options: Options, clock: () => number): Promise<DatabaseOptions> {
  const folder = dataFolderOf(options);
  const shared = readDatabase(options);
  if (shared === undefined) return { folder, shared, clock };
  const { caFile, ...urls } = shared;
  const ca = await withOptionFile("database-ca", () =>
    caFile === undefined
      ? undefined
      : readFile(caFile, { limit: longestFile, trust: "named" }).toString("utf8"),
  );
  return { folder, shared: { ...urls, ca }, clock };
}
