import { hash } from "node:crypto";
import { StoreError, type NonceStore } from "@keyferry/store";
import { Kysely, sql } from "kysely";
import { readAddress } from "../connection/address.ts";
import { createPostgresDialect } from "../connection/dialect.ts";
import { defaultLimits, type Limits } from "../connection/limits.ts";
import { createPool } from "../connection/pool.ts";
import { postgresReason } from "../connection/postgres-error.ts";
import { repeated } from "../connection/repeated.ts";
import { createGroups } from "./groups.ts";

/** Where nonces are kept. */
export interface PostgresNonceOptions {
  /** As that of the store of keys: it may lead by way of a pooler. */
  readonly url: string;
  readonly ca?: string | undefined;
  readonly limits?: Partial<Limits>;
  /** The time, in milliseconds since the epoch. By default that of the system. */
  readonly clock?: () => number;
}

interface NonceTables {
  nonces: {
    /** Half of a hash, written as PostgreSQL writes 16 bytes. */
    digest: string;
    /** Milliseconds since the epoch. */
    expiry: number;
  };
}

interface Claim {
  /** 32 hexadecimal digits. */
  readonly digest: string;
  readonly expiry: number;
}

/** One for each group under way, and one to delete what has expired. */
const connections = 3;

/** "KFnc" in ASCII: what names the lock of the schema among those of the database. */
const schemaLock = 0x4b466e63;

/** The row of a check, which has expired when it is written. */
const noNonce: Claim = { digest: "0".repeat(32), expiry: 0 };

/** Expired rows are deleted after so many claims, twice as many: a heap of them shrinks, and none waits for it. */
const claimsPerPruning = 500;

/**
 * Opens the store of nonces in a PostgreSQL database, and makes its table. Of all servers on the database, one wins a nonce: one
 * index over all of them decides. Claims that arrive together share one statement. What `claim` has answered is as lasting as
 * any other transaction of the database.
 *
 * @throws {StoreError} `refused` for a URL that cannot be used, `unavailable` when the database does not answer
 */
export async function openPostgresNonceStore({
  url,
  ca,
  limits: ownLimits = {},
  clock = Date.now,
}: PostgresNonceOptions): Promise<NonceStore> {
  const limits = { ...defaultLimits, ...ownLimits };
  const pool = createPool(readAddress(url, ca), connections, limits);
  const database = new Kysely<NonceTables>({ dialect: createPostgresDialect(pool, limits) });
  try {
    await createTable(database);
  } catch (cause) {
    await database.destroy();
    throw nonceError(cause);
  }

  let claimed = 0;
  let pruning: Promise<void> | undefined;
  const groups = createGroups(async (claims: readonly Claim[]) => {
    const now = clock();
    const answers = await claimAll(database, claims, now);
    claimed += claims.length;
    if (claimed >= claimsPerPruning && pruning === undefined) {
      pruning = prune(database, now, claimed * 2).finally(() => {
        pruning = undefined;
      });
      claimed = 0;
    }
    return answers;
  });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await groups.close();
    await pruning;
    await database.destroy();
  };
  return {
    async claim(accessKeyId, nonce, expiry) {
      if (!Number.isSafeInteger(expiry)) {
        throw new StoreError("refused", "The expiry of a nonce must be a whole number of milliseconds.");
      }
      return groups.add({ digest: digestOf(accessKeyId, nonce), expiry });
    },
    async checkWrites() {
      await groups.add(noNonce);
    },
    close: () => (closing ??= close()),
  };
}

async function createTable(database: Kysely<NonceTables>): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(schemaLock)})`.execute(transaction);
    await transaction.schema
      .createTable("nonces")
      .ifNotExists()
      .addColumn("digest", "uuid", (column) => column.primaryKey())
      .addColumn("expiry", "bigint", (column) => column.notNull())
      .execute();
    await transaction.schema
      .createIndex("nonces_expiry")
      .ifNotExists()
      .on("nonces")
      .column("expiry")
      .execute();
  });
}

/** Claims all of a group in one statement. In the order of their digests: so no two groups wait for each other. */
async function claimAll(
  database: Kysely<NonceTables>,
  claims: readonly Claim[],
  now: number,
): Promise<readonly boolean[]> {
  // Of equal ones the first is asked for; those after it win only what it leaves expired.
  const first = new Map<string, Claim>();
  for (const claim of claims) if (!first.has(claim.digest)) first.set(claim.digest, claim);
  const digests = [...first.keys()];
  const expiries = [...first.values()].map(({ expiry }) => expiry);
  const insert = sql<{ digest: string }>`
    insert into nonces (digest, expiry)
    select digest, expiry from unnest(${digests}::uuid[], ${expiries}::bigint[]) as claimed (digest, expiry)
    order by digest
    on conflict (digest) do update set expiry = excluded.expiry where nonces.expiry <= ${now}
    returning digest`;
  try {
    const { rows } = await repeated(() => insert.execute(database));
    const won = new Set(rows.map(({ digest }) => digest.replaceAll("-", "")));
    return claims.map((claim) => {
      const asked = first.get(claim.digest);
      return asked === claim ? won.has(claim.digest) : asked !== undefined && asked.expiry <= now;
    });
  } catch (cause) {
    throw nonceError(cause);
  }
}

/** Deletes some of what has expired. Whoever else does the same takes others. */
async function prune(database: Kysely<NonceTables>, now: number, count: number): Promise<void> {
  const expired = sql`
    delete from nonces where digest in
    (select digest from nonces where expiry <= ${now} order by expiry limit ${count} for update skip locked)`;
  try {
    await expired.execute(database);
  } catch {
    // The next one deletes them: a claim looks at its expiry, and not whether the row is there.
  }
}

/**
 * Half a hash is enough to tell nonces apart, however long they are. The length of the id says where the nonce begins.
 */
function digestOf(accessKeyId: string, nonce: string): string {
  const text = `${String(accessKeyId.length)}:${accessKeyId}${nonce}`;
  // UTF-16 keeps every string as it is, where UTF-8 would make lone surrogates one.
  return hash("sha256", Buffer.from(text, "utf16le"), "hex").slice(0, 32);
}

function nonceError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  return new StoreError(
    postgresReason(cause),
    "The database of the nonces does not answer, or refuses them.",
    {
      cause,
    },
  );
}
