import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import {
  ordinaryUser,
  pgbouncerProgram,
  postgresProgram,
  startProgram,
  untilReady,
  type RunAs,
} from "./programs.ts";

/** Where a PostgreSQL of the tests is. It is passed on to the tests as it is, so that it holds nothing but data. */
export interface PostgresPlace {
  /** The port of PostgreSQL itself, on 127.0.0.1. */
  readonly port: number;
  /** The port of a PgBouncer before it, which gives each transaction whatever connection is free. */
  readonly poolerPort: number;
  readonly user: string;
  readonly password: string;
}

declare module "vitest" {
  interface ProvidedContext {
    readonly postgres: PostgresPlace;
  }
}

/** A PostgreSQL with a PgBouncer before it, in a temporary folder. */
export interface TestPostgres {
  readonly place: PostgresPlace;
  /** Stops both, and leaves nothing behind. */
  stop(): Promise<void>;
}

const user = "keyferry";
const password = "keyferry-test-password";

/** For tests: what is lost with the machine is not missed. */
const settings = [
  "listen_addresses=127.0.0.1",
  "fsync=off",
  "full_page_writes=off",
  "max_connections=200",
  "shared_buffers=32MB",
  "autovacuum=off",
  "jit=off",
];

/** What is special about a PostgreSQL. */
export interface PostgresKind {
  /** Its certificate and its key, PEM. By default it has no TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Whether it is a standby, of a primary that it does not find. */
  readonly isStandby?: boolean;
}

/** Starts both. */
export async function startPostgres({ tls, isStandby = false }: PostgresKind = {}): Promise<TestPostgres> {
  const runAs = ordinaryUser();
  const folder = mkdtempSync(join(tmpdir(), "keyferry-postgres-"));
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (runAs !== undefined) chownSync(folder, runAs.uid, runAs.gid);
    const write = (name: string, text: string) => {
      const file = join(folder, name);
      writeFileSync(file, text, { mode: 0o600 });
      if (runAs !== undefined) chownSync(file, runAs.uid, runAs.gid);
      return file;
    };
    const data = join(folder, "data");
    makeCluster(data, write("password", `${password}\n`), runAs);
    if (isStandby) write(join("data", "standby.signal"), "");
    const own = tls && [
      "ssl=on",
      `ssl_cert_file=${write("server.pem", tls.cert)}`,
      `ssl_key_file=${write("server.key", tls.key)}`,
    ];
    const port = await freePort();
    const server = startProgram(
      postgresProgram("postgres"),
      [
        "-D",
        data,
        "-k",
        folder,
        "-p",
        String(port),
        ...[...settings, ...(own ?? [])].flatMap((setting) => ["-c", setting]),
      ],
      runAs,
    );
    // Whoever still has a connection is cut off.
    stops.push(() => server.stop("SIGINT"));
    await untilReady(server, () => answers(port));

    const poolerPort = await freePort();
    const pooler = startProgram(
      pgbouncerProgram(),
      ["-q", write("pgbouncer.ini", poolerSettings({ port, poolerPort, users: write("users", userList) }))],
      runAs,
    );
    stops.push(() => pooler.stop("SIGTERM"));
    await untilReady(pooler, () => answers(poolerPort));
    return { place: { port, poolerPort, user, password }, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

function makeCluster(data: string, passwordFile: string, runAs: RunAs | undefined): void {
  const args = ["-D", data, "-U", user, "-E", "UTF8", "--locale=C", "--no-sync", `--pwfile=${passwordFile}`];
  const options = { stdio: "pipe", cwd: "/", ...runAs } as const;
  execFileSync(postgresProgram("initdb"), [...args, "--auth=scram-sha-256"], options);
}

const userList = `"${user}" "${password}"\n`;

function poolerSettings(where: {
  readonly port: number;
  readonly poolerPort: number;
  readonly users: string;
}): string {
  return [
    "[databases]",
    `* = host=127.0.0.1 port=${String(where.port)}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${String(where.poolerPort)}`,
    "unix_socket_dir =",
    "auth_type = scram-sha-256",
    `auth_file = ${where.users}`,
    "pool_mode = transaction",
    "default_pool_size = 8",
    "max_client_conn = 200",
    "",
  ].join("\n");
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(port: number): Promise<boolean> {
  const client = new Client({ host: "127.0.0.1", port, user, password, database: "postgres" });
  // Of a connection that fails while it is closed, nobody need know.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
