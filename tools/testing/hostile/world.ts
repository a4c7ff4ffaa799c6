import { openConnection } from "./connection.ts";
import { bytesOf } from "./http-request.ts";
import { v1, type AccessKey } from "./signing.ts";

/** What hostile requests name. */
export interface HostileWorld {
  /** Of the root. */
  readonly root: AccessKey;
  /** Of a user with one policy, as large as can be, that allows nothing that is asked for here. */
  readonly denied: AccessKey;
  readonly keyId: string;
  /** A key of an instance: it has a policy. */
  readonly instanceKeyId: string;
  readonly instanceId: string;
  /** A data key under `keyId`, without a context. */
  readonly ciphertextBlob: string;
}

const denied: AccessKey = { id: "denied", secret: "denied-everything-on-loopback" };
/** The seed of a server for hostile requests. */
export const hostileSeed = {
  users: [{ name: "denied", accessKeys: [denied], policies: [largestPolicy()] }],
  roles: [{ name: "hostile", policies: [] }],
};

/** Makes what hostile requests name. */
export async function createHostileWorld(
  origin: string,
  root: AccessKey,
  instanceId: string,
): Promise<HostileWorld> {
  const connection = openConnection(origin);
  const call = async (action: string, parameters: Readonly<Record<string, string>>) => {
    const { status, body } = await connection.exchange(bytesOf(v1({ key: root, action, parameters })));
    if (status !== 200) throw new Error(`${action} was refused: ${body}`);
    return JSON.parse(body) as Readonly<Record<string, string>> & {
      readonly KeyMetadata: { readonly KeyId: string };
    };
  };
  try {
    const { KeyId: keyId } = (await call("CreateKey", {})).KeyMetadata;
    const { KeyId: instanceKeyId } = (await call("CreateKey", { DKMSInstanceId: instanceId })).KeyMetadata;
    const { CiphertextBlob: ciphertextBlob = "" } = await call("GenerateDataKeyWithoutPlaintext", {
      KeyId: keyId,
    });
    return { root, denied, keyId, instanceKeyId, instanceId, ciphertextBlob };
  } finally {
    connection.close();
  }
}

/** A policy of about 30,000 bytes: every statement has to be held against a question, and an explanation tells of each. */
function largestPolicy(): object {
  const Statement = Array.from({ length: 250 }, (_, index) => ({
    Effect: "Allow",
    Action: "kms:*",
    Resource: `acs:kms:*:*:key/none-of-them-${String(index)}`,
  }));
  return { Version: "1", Statement };
}
