/** Where the server itself is. */
export const own = { account: "1000000000000000", region: "cn-hangzhou" };
/** Where another account of the seed is. */
export const far = { account: "2000000000000000", region: "cn-beijing" };
/** An instance with public access, and the key in it. */
export const open = { id: `kst-${"o".repeat(21)}`, keyId: `key-${"o".repeat(21)}` };
/** An instance that is not connected, and the key in it. */
export const shut = { id: `kst-${"s".repeat(21)}`, keyId: `key-${"s".repeat(21)}` };
const allow = (action: string) => ({ Effect: "Allow", Action: action, Resource: "*" });
const policy = (...statements: object[]) => ({ Version: "1", Statement: statements });
/** Opens a key to its own account. */
export const keyPolicy = policy({
  Sid: "open",
  Effect: "Allow",
  Principal: { RAM: ["acs:ram::1000000000000000:*"] },
  Action: ["kms:*"],
  Resource: ["*"],
});
/** The access key of a user of the seed, or of one that {@link user} makes. */
export const credential = (name: string) => ({
  accessKeyId: `LTAI-${name}`,
  accessKeySecret: `the secret of ${name}`,
});
/** What a seed says of a user with an access key. */
export const user = (name: string, more: object = {}) => {
  const { accessKeyId: id, accessKeySecret: secret } = credential(name);
  return { name, accessKeys: [{ id, secret }], ...more };
};

/** A seed with all that accounts may have. */
export const seed = {
  keys: [{ spec: "Aliyun_AES_256" }, { spec: "Aliyun_SM4", region: "cn-beijing", aliases: ["alias/north"] }],
  groups: [
    { name: "readers", policies: [policy(allow("kms:List*"))] },
    { name: "nobody" },
    { name: "exporters", policies: [policy(allow("kms:*DataKey*"))] },
  ],
  users: [user("ci", { groups: ["readers", "exporters"] }), user("idle", { groups: ["nobody"] })],
  roles: [{ name: "deploy", policies: [policy(allow("kms:*"))], maxSessionSeconds: 900 }],
  instances: [
    {
      id: open.id,
      name: "open",
      publicAccess: true,
      deletionProtection: "in use",
      plan: {
        chargeType: "PREPAY",
        edition: "hardware",
        callsPerSecond: 1000,
        keyVersions: 1000,
        secrets: 10,
        vpcs: 5,
        logStorage: 1000,
        endsAt: "2030-01-31T16:00:00Z",
      },
      keys: [
        {
          id: open.keyId,
          versionId: `${open.keyId}-${"v".repeat(10)}`,
          spec: "Aliyun_AES_256",
          policy: keyPolicy,
        },
        { spec: "Aliyun_SM4", aliases: ["alias/inside"], tags: { team: "orders" } },
      ],
    },
    { id: shut.id, connected: false, keys: [{ id: shut.keyId, spec: "Aliyun_AES_256" }] },
    { region: "cn-shanghai", keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/inside"] }] },
  ],
  accounts: [
    {
      id: far.account,
      keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/north"], region: far.region }],
      groups: [{ name: "readers", policies: [policy(allow("kms:ListKeys"))] }],
      users: [{ ...user("far", { groups: ["readers"] }), name: "ci" }],
      roles: [{ name: "deploy" }],
      instances: [{ region: far.region, name: "far" }],
    },
  ],
};
