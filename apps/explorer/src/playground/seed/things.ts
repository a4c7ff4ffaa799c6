/** What a new playground has in it, so that no list is empty: names and policies as a small shop would have them. */
export const seededInstance = "tides";

const couriersExport = {
  Version: "1",
  Statement: [
    { Effect: "Allow", Action: "kms:GenerateDataKeyWithoutPlaintext", Resource: "*" },
    {
      Effect: "Allow",
      Action: "kms:ExportDataKey",
      Resource: "*",
      Condition: { StringEquals: { "keyferry:RecipientName": ["hsm-hangzhou"] } },
    },
  ],
};

const auditorsRead = {
  Version: "1",
  Statement: [{ Effect: "Allow", Action: ["kms:List*", "kms:Describe*"], Resource: "*" }],
};

/** As `newGroup` takes them. */
export const seededGroups = [{ name: "couriers", policies: [couriersExport] }];

/** As `newUser` takes them. Their secrets are no secrets: everybody has them. */
export const seededUsers = [
  {
    name: "courier",
    groups: ["couriers"],
    accessKeys: [{ id: "LTAI-courier", secret: "courier-playground-only" }],
  },
  {
    name: "auditor",
    accessKeys: [{ id: "LTAI-auditor", secret: "auditor-playground-only" }],
    policies: [auditorsRead],
  },
] as const;

/** As `newRole` takes them. */
export const seededRoles = [{ name: "night-shift", policies: [auditorsRead] }];

/** As `newRecipient` takes them. */
export const seededRecipients = [
  {
    name: "hsm-hangzhou",
    note: "An example. Nobody has its private key: what is exported to it stays closed.",
    publicKey:
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxvbf97nGsvgnltVAxsRvem8uTMnwUeuoFMBr5S1DGQN1kooVKUkgc4l8T/UdzKuhP645rr+Edpyu" +
      "BZBTPrUEDz87RmIR/8F5nPbEXvx7hPCxb67y/i+0AlrhzES3E95ac8sfG6XzKQJdic7S6cksVPMsyHfHKUa1IiCz3PU2clX8w1TAdKrl8s0c1r0jY4IxQjTD" +
      "QF7DQoq7hQUSXHUH8YUTx6b9JD9q3/gB2HRxp9o8BPgGMPtbgCiO+A/yv5QU1XHkAMIualvhkBQyuJSJlBXPAIs3ezjEybXj7iuCNcvIZKtjaGHEP63dzKjJ" +
      "hLPKuQEJ5w/P+KKeY7x29dg4BwIDAQAB",
  },
  {
    name: "hsm-beijing",
    note: "An example with an SM2 key. Nobody has its private key.",
    publicKey:
      "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEKPkSZrniUMIZso0H4GuJ16bjpiXD+MXf/ZPhpWhmhPUhA3rwzw5wAbOzILloGHxdu2/2A6vCCAguEx0QLJJY" +
      "hw==",
  },
];
