import type { ColumnDefinitionBuilder, Kysely } from "kysely";
import type { StoreErrorReason } from "../../errors.ts";
import type { SqlTables } from "../rows/schema.ts";

/** What an error of a driver can mean. That a row was tampered with, no driver can tell. */
export type DriverErrorReason = Exclude<StoreErrorReason, "tampered">;

/** What the SQL store must know about one database product. Everything else it writes is portable. */
export interface SqlFlavour {
  /** Column type of a sequence; see `defineSequence`. */
  readonly sequenceType: "integer" | "bigint";
  /** Makes a column of `sequenceType` the primary key, given by the database and never given twice. */
  defineSequence(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** Column type of bytes. Rows give them as `Uint8Array`, and integers of 64 bits as `number`. */
  readonly bytesType: "blob" | "bytea";
  /**
   * Whether the schema has the table `epochs`, for whoever keeps what was read: where the database does not tell by itself
   * that others have changed something.
   */
  readonly epochs: boolean;
  /** Keeps others from changing the schema until the transaction ends, where a transaction alone does not. */
  lockSchema?(transaction: Kysely<SqlTables>): Promise<void>;
  /** Reads the reason from an error of the driver. An error it does not know is `unavailable`. */
  reasonOf(cause: unknown): DriverErrorReason;
}
