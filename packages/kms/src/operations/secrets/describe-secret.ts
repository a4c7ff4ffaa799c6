import { describeSecret } from "@keyferry/protocol";
import { secretArn } from "../../call/arn.ts";
import { handle } from "../../call/handler.ts";
import {
  extendedConfigAnswer,
  plannedDeletion,
  rotationAnswer,
  tagsAnswer,
} from "../../secrets/secret-answer.ts";
import { isOfSecrets } from "../../call/secret-value-target.ts";

/** DescribeSecret. */
export const describeSecretHandler = handle(describeSecret, {
  resolve: async ({ SecretName }, lookup) => ({ described: await lookup.secrets.byName(SecretName) }),
  async perform({ FetchTags = false }, { described }, { view }) {
    const { secret } = described;
    // It may be another account's.
    const read = view.scoped(described);
    const key = await read.keys.byId(secret.keyId);
    const isChosen = key === undefined || !isOfSecrets(key);
    return {
      Arn: secretArn(described, secret.name),
      SecretName: secret.name,
      SecretType: secret.type,
      Description: secret.description,
      CreateTime: new Date(secret.createdAt),
      UpdateTime: new Date(secret.updatedAt),
      ...(isChosen && { EncryptionKeyId: secret.keyId }),
      ...(secret.instance !== null && { DKMSInstanceId: secret.instance }),
      ...plannedDeletion(secret),
      ...extendedConfigAnswer(secret),
      ...rotationAnswer(secret),
      ...(FetchTags && { Tags: tagsAnswer(await read.tags.of("secret", secret.name)) }),
    };
  },
});
