import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "@keyferry/store";
import type { NonceStore } from "@keyferry/store";
import { openDatabase } from "./database.ts";
import type { DatabaseKind, SqliteFileOptions } from "./database.ts";
import { fileError } from "./sqlite-error.ts";

/** "KFnc" in ASCII. */
const nonceStore: DatabaseKind = { synchronous: "NORMAL", applicationId: 0x4b466e63 };

const schemaVersion = 1;

/** Bytes. */
const digestLength = 16;

/** The row of a check, which has expired when it is written, and goes at once. */
const noNonce = new Uint8Array(digestLength);

/** Expired rows deleted for each new one: more than one, so that a heap of them shrinks, and few, so that none waits. */
const prunedPerClaim = 2;

interface Claim {
  readonly digest: Uint8Array;
  readonly expiry: number;
  readonly resolve: (claimed: boolean) => void;
  readonly reject: (error: StoreError) => void;
}

/**
 * Opens the store of nonces in a SQLite file. What `claim` has answered survives the death of the process; a power loss
 * may forget the last moments. Claims that arrive together share one transaction.
 *
 * @throws {StoreError} `corrupt` for a file that is no database, `refused` for a database of another kind or of a newer
 *   version, `unavailable` when the file does not open
 */
export async function openSqliteNonceStore(options: SqliteFileOptions): Promise<NonceStore> {
  const { file, clock = Date.now } = options;
  const connection = openDatabase(file, nonceStore);
  try {
    createSchema(connection, file);
  } catch (cause) {
    connection.close();
    throw fileError(file, cause);
  }
  const commit = createCommit(connection, clock);
  let waiting: Claim[] = [];
  let closed = false;

  const flush = (): void => {
    const claims = waiting;
    waiting = [];
    if (claims.length === 0) {
      return;
    }
    try {
      const answers = commit(claims);
      claims.forEach((claim, index) => {
        claim.resolve(answers[index] === true);
      });
    } catch (cause) {
      const error = fileError(file, cause);
      for (const claim of claims) {
        claim.reject(error);
      }
    }
  };

  const put = (digest: Uint8Array, expiry: number): Promise<boolean> =>
    new Promise((resolve, reject) => {
      if (closed) {
        throw new StoreError("unavailable", "The store of nonces is closed.");
      }
      waiting.push({ digest, expiry, resolve, reject });
      if (waiting.length === 1) {
        // After what has arrived already: under load, requests gather here while the last group is written.
        setImmediate(flush);
      }
    });

  return {
    claim: (accessKeyId, nonce, expiry) =>
      Number.isSafeInteger(expiry) ? put(digestOf(accessKeyId, nonce), expiry) : Promise.reject(noExpiry()),
    checkWrites: async () => {
      await put(noNonce, 0);
    },
    close: async () => {
      if (!closed) {
        closed = true;
        flush();
        connection.close();
      }
    },
  };
}

function noExpiry(): StoreError {
  return new StoreError("refused", "The expiry of a nonce must be a whole number of milliseconds.");
}

/** Makes the function that writes a group of claims in one transaction and answers them in their order. */
function createCommit(
  connection: DatabaseSync,
  clock: () => number,
): (claims: readonly Claim[]) => readonly boolean[] {
  const begin = connection.prepare("BEGIN IMMEDIATE");
  const insert = connection.prepare(
    `INSERT INTO nonces (digest, expiry) VALUES (?, ?)
     ON CONFLICT (digest) DO UPDATE SET expiry = excluded.expiry WHERE nonces.expiry <= ?`,
  );
  const prune = connection.prepare(
    `DELETE FROM nonces WHERE digest IN
     (SELECT digest FROM nonces WHERE expiry <= ? ORDER BY expiry LIMIT ?)`,
  );
  const commit = connection.prepare("COMMIT");

  return (claims) => {
    const now = clock();
    begin.run();
    try {
      const answers = claims.map(({ digest, expiry }) => insert.run(digest, expiry, now).changes === 1);
      prune.run(now, claims.length * prunedPerClaim);
      commit.run();
      return answers;
    } catch (cause) {
      if (connection.isTransaction) {
        connection.exec("ROLLBACK");
      }
      throw cause;
    }
  };
}

/**
 * A row of 16 bytes, however long the nonce: half the hash is enough to tell nonces apart, and small rows are written
 * faster. The length in front keeps ("ab", "c") and ("a", "bc") apart.
 */
function digestOf(accessKeyId: string, nonce: string): Uint8Array {
  const text = `${String(accessKeyId.length)}:${accessKeyId}${nonce}`;
  // UTF-16 keeps every string as it is, where UTF-8 would make lone surrogates one.
  return hash("sha256", Buffer.from(text, "utf16le"), "buffer").subarray(0, digestLength);
}

function createSchema(connection: DatabaseSync, file: string): void {
  connection.exec("BEGIN IMMEDIATE");
  const version = connection.prepare("PRAGMA user_version").get()?.["user_version"];
  if (version === 0) {
    connection.exec(`
      CREATE TABLE nonces (digest BLOB NOT NULL PRIMARY KEY, expiry INTEGER NOT NULL) WITHOUT ROWID, STRICT;
      CREATE INDEX nonces_expiry ON nonces (expiry);
      PRAGMA user_version = ${String(schemaVersion)};
    `);
  } else if (version !== schemaVersion) {
    throw new StoreError("refused", `The store of nonces was written by a newer version: ${file}`);
  }
  connection.exec("COMMIT");
}
