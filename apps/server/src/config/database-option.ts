import { optionTable, type Options } from "./option-table.ts";
import { StartError } from "./start-error.ts";

/** A PostgreSQL database, which other servers may have too. */
export interface SharedDatabase {
  readonly url: string;
  /** The way to the primary itself, where `url` leads by way of a pooler. */
  readonly directUrl: string | undefined;
  /** Whom to believe that the database is itself: a file with certificates, PEM. */
  readonly caFile: string | undefined;
}

/**
 * Reads where keys are kept. What is wrong with a URL is told without it: it may hold a password.
 *
 * @returns undefined for the files of the data folder, or the memory of a server that keeps nothing
 * @throws StartError
 */
export function readDatabase(options: Options): SharedDatabase | undefined {
  const { database: url, "database-direct": directUrl, "database-ca": caFile, ephemeral } = options;
  if (url === optionTable.database.kind.preset) {
    for (const name of ["database-direct", "database-ca"] as const) {
      if (options[name] === undefined) continue;
      throw new StartError(`--${name} is of use only with a --database that is PostgreSQL`);
    }
    return undefined;
  }
  if (!/^postgres(?:ql)?:\/\//.test(url)) {
    throw new StartError(
      "--database must be sqlite, for the file in the data folder, or the URL of a PostgreSQL: postgres://user@host:port/database",
    );
  }
  if (ephemeral) {
    throw new StartError(
      "--ephemeral keeps nothing, so there is no use for --database: leave one of the two out",
    );
  }
  return { url, directUrl, caFile };
}
