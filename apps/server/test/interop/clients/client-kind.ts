/** Where a client is to go, and as whom. */
export interface Connection {
  /** `http://<host>:<port>`, or `https://`. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Of temporary credentials. */
  readonly securityToken?: string;
}

/** An answer, by its members' wire names. */
export type Answer = Readonly<Record<string, unknown>>;

/** An unmodified client of Alibaba Cloud, behind one call. */
export interface OfficialClient {
  /** @throws Refusal what the client's users read of an error */
  call(operation: string, parameters: Readonly<Record<string, string>>): Promise<Answer>;
}

/** One way to use a client: how it signs and where it puts the parameters. */
export interface ClientKind {
  /** Heads its tests. */
  readonly name: string;
  /** Name under which the package is installed. */
  readonly package: string;
  /** What is different about this way, where a package has several: heads a part of its cell in the matrix. */
  readonly way?: string;
  /** Whether it has a typed method for an operation that gives its whole answer; absent where one call serves them all. */
  readonly hasMethod?: (operation: string) => boolean;
  /** What only a client without a general call has: whether it can call an operation at all. */
  readonly canCall?: (operation: string) => boolean;
  /** What only a client has that calls over TLS alone. */
  readonly overTls?: true;
  /** What it signs wrongly, in words; the examples alone are tried with it then, which have no such texts. */
  readonly fault?: string;
  connect(connection: Connection): OfficialClient;
}

/** An endpoint in the two parts that clients are configured with. */
export function addressOf(endpoint: string): { readonly endpoint: string; readonly protocol: string } {
  const { host, protocol } = new URL(endpoint);
  return { endpoint: host, protocol: protocol.slice(0, -1) };
}
