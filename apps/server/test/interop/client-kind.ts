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
  /** Heads its column of the matrix. */
  readonly name: string;
  /** npm name of the package. */
  readonly package: string;
  /** Whether it has a typed method for an operation that gives its whole answer; absent where one call serves them all. */
  readonly hasMethod?: (operation: string) => boolean;
  connect(connection: Connection): OfficialClient;
}

/** An endpoint in the two parts that clients are configured with. */
export function addressOf(endpoint: string): { readonly endpoint: string; readonly protocol: string } {
  const { host, protocol } = new URL(endpoint);
  return { endpoint: host, protocol: protocol.slice(0, -1) };
}
