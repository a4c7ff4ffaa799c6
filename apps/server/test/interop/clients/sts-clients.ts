import { createRequire } from "node:module";
import RPCClient from "@alicloud/pop-core";
import { addressOf, type Connection } from "./client-kind.ts";

// CommonJS packages with default exports: `require` reads them the same under every loader.
const require = createRequire(import.meta.url);
const requireOfSts = createRequire(require.resolve("@alicloud/sts20150401"));

type Sts20150401 = typeof import("@alicloud/sts20150401");
const sts20150401 = require("@alicloud/sts20150401") as Sts20150401;
const { $OpenApiUtil } = requireOfSts("@alicloud/openapi-core") as {
  readonly $OpenApiUtil: {
    readonly Config: new (options: object) => ConstructorParameters<Sts20150401["default"]>[0];
  };
};
const StsSdk = require("@alicloud/sts-sdk") as new (config: object) => {
  assumeRole(role: string, session: string): Promise<Readonly<Record<string, unknown>>>;
};
const credentials = require("@alicloud/credentials") as typeof import("@alicloud/credentials");

/** Temporary credentials. */
export type TemporaryKey = Required<Omit<Connection, "endpoint">>;

/** A client of STS. */
export interface StsClient {
  /** Name under which the package is installed. */
  readonly package: string;
  /** What only a client has that calls over TLS alone. */
  readonly overTls?: true;
  /** Assumes a role. @throws Error with the service's code as its `code` or in its message */
  assumeRole(connection: Connection, RoleArn: string): Promise<TemporaryKey>;
}

const RoleSessionName = "tests";

/** Every client of STS. */
export const stsClients: readonly StsClient[] = [
  {
    package: "@alicloud/pop-core",
    async assumeRole(connection, RoleArn) {
      const client = new RPCClient({ ...connection, apiVersion: "2015-04-01" });
      const parameters = { RoleArn, RoleSessionName };
      return keyOf(await client.request("AssumeRole", parameters, { method: "POST" }));
    },
  },
  {
    package: "@alicloud/sts20150401",
    async assumeRole({ endpoint, ...accessKey }, roleArn) {
      const client = new sts20150401.default(
        new $OpenApiUtil.Config({ ...accessKey, ...addressOf(endpoint), regionId: "cn-hangzhou" }),
      );
      const request = new sts20150401.AssumeRoleRequest({ roleArn, roleSessionName: RoleSessionName });
      const { body } = await client.assumeRole(request);
      const { accessKeyId = "", accessKeySecret = "", securityToken = "" } = body?.credentials ?? {};
      return { accessKeyId, accessKeySecret, securityToken };
    },
  },
  {
    package: "@alicloud/sts-sdk",
    overTls: true,
    async assumeRole({ endpoint, ...accessKey }, role) {
      const client = new StsSdk({ ...accessKey, endpoint: addressOf(endpoint).endpoint });
      const answer = await client.assumeRole(role, RoleSessionName);
      // It answers a refusal like an answer.
      if (typeof answer["Code"] === "string") throw Object.assign(new Error(), { code: answer["Code"] });
      return keyOf(answer);
    },
  },
  {
    package: "@alicloud/credentials",
    overTls: true,
    async assumeRole(connection, roleArn) {
      const found = await roleCredential(connection, roleArn).getCredential();
      const { accessKeyId = "", accessKeySecret = "", securityToken = "" } = found;
      return { accessKeyId, accessKeySecret, securityToken };
    },
  },
];

/** A credential of `@alicloud/credentials` that assumes a role when it is needed. Over TLS. */
export function roleCredential({ endpoint, accessKeyId, accessKeySecret }: Connection, roleArn: string) {
  const config = new credentials.Config({
    ...{ type: "ram_role_arn", accessKeyId, accessKeySecret, roleArn, roleSessionName: RoleSessionName },
    stsEndpoint: addressOf(endpoint).endpoint,
  });
  return new credentials.default(config);
}

function keyOf(answer: unknown): TemporaryKey {
  const { Credentials } = answer as { readonly Credentials: Readonly<Record<string, string>> };
  const { AccessKeyId = "", AccessKeySecret = "", SecurityToken = "" } = Credentials;
  return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken };
}
