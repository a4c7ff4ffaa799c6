import { StoreError } from "@keyferry/store";
import { Client } from "pg";
import { nameOfAddress, type PostgresAddress } from "../connection/address.ts";
import type { Limits } from "../connection/limits.ts";
import { noConnection } from "../connection/no-connection.ts";
import { clientConfig } from "../connection/pool.ts";
import type { Mark } from "./marks.ts";
import { marksStatement, readMarks, type MarkRow } from "./read-marks.ts";

/** Whoever has changed something says so here; see PostgreSQL's NOTIFY. */
export const channel = "keyferry_changes";

/** A connection to the primary itself. */
export interface DirectConnection {
  /**
   * Reads all marks.
   *
   * @throws {StoreError} `unavailable`
   */
  marks(): Promise<readonly Mark[]>;
  /** Reads a setting of the store. */
  setting(name: string): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/**
 * Opens a connection to the primary, and listens.
 *
 * @param patience how long an answer may take, in milliseconds
 * @param onNotified told that somebody has changed something; whoever is not told need not believe that nobody has
 * @throws {StoreError} `refused` where a pooler or a standby answers, `unavailable` where nobody does
 */
export async function connectDirectly(
  address: PostgresAddress,
  limits: Limits,
  { patience, onNotified }: { readonly patience: number; readonly onNotified: (sender: string) => void },
): Promise<DirectConnection> {
  const client = new Client({ ...clientConfig(address, limits), application_name: "keyferry changes" });
  // What breaks while nobody asks fails with the next question.
  client.on("error", () => undefined);
  client.on("notification", ({ payload = "" }) => {
    onNotified(payload);
  });

  async function ask<Row extends object>(
    text: string,
    ...values: readonly string[]
  ): Promise<readonly Row[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new StoreError("unavailable", "The primary of the database does not answer in time."));
      }, patience);
    });
    try {
      const { rows } = await Promise.race([client.query<Row>(text, [...values]), late]);
      return rows;
    } finally {
      clearTimeout(timer);
    }
  }

  // A connection that hangs is not asked whether it likes to end.
  const close = () => client.end();

  try {
    await client.connect();
    refuseOthers(address, client, await ask<Self>(selfStatement));
    await ask(`listen ${channel}`);
  } catch (cause) {
    await close().catch(() => undefined);
    if (cause instanceof StoreError) throw cause;
    throw noConnection(address, cause);
  }
  return {
    marks: async () => readMarks(await ask<MarkRow>(marksStatement)),
    setting: async (name) => {
      const rows = await ask<{ value: Uint8Array }>("select value from settings where name = $1", name);
      return rows[0]?.value;
    },
    close,
  };
}

const selfStatement = "select pg_backend_pid() as pid, pg_is_in_recovery()::int as standby";

interface Self {
  readonly pid: number;
  readonly standby: number;
}

/** A pooler gives its clients numbers of processes that are not those of PostgreSQL. */
function refuseOthers(address: PostgresAddress, client: Client, [self]: readonly Self[]): void {
  const name = nameOfAddress(address);
  if (self?.standby !== 0) {
    throw new StoreError(
      "refused",
      `The database ${name} is a standby, which can only be read: name the primary.`,
    );
  }
  if (Reflect.get(client, "processID") !== self.pid) {
    throw new StoreError(
      "refused",
      `At ${name} there is a pooler, by way of which nobody is told of changes: name the way to the database itself, too.`,
    );
  }
}
