/** The key of the seed that has all that a key may have. */
export const keyOfSeed = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
/** The instance of the seed. */
export const instanceOfSeed = `kst-${"o".repeat(21)}`;
/** The key in the instance. */
export const keyInInstance = `key-${"o".repeat(21)}`;

/** A seed with more keys than a page holds, and something for each list. */
export const filledSeed = {
  keys: [
    {
      id: keyOfSeed,
      spec: "Aliyun_AES_256",
      aliases: ["alias/orders", "alias/a-name-that-is-as-long-as-people-make-them-when-nobody-stops-them"],
      tags: { team: "payments", stage: "production" },
    },
    ...Array.from({ length: 11 }, () => ({ spec: "Aliyun_SM4" })),
  ],
  users: [
    {
      name: "exporter",
      accessKeys: [{ id: "LTAI-exporter", secret: "not-a-secret" }],
      policies: [
        {
          Version: "1",
          Statement: [{ Effect: "Allow", Action: ["kms:ExportDataKey", "kms:DescribeKey"], Resource: "*" }],
        },
      ],
    },
  ],
  instances: [
    {
      id: instanceOfSeed,
      name: "orders",
      publicAccess: true,
      keys: [{ id: keyInInstance, spec: "Aliyun_AES_256" }],
    },
  ],
};
