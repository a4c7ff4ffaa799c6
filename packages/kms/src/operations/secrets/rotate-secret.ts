import { rotateSecret } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { managedType } from "../../secrets/change-secret.ts";
import { renewSecret } from "../../secrets/rotation/renew-secret.ts";

/** RotateSecret. */
export const rotateSecretHandler = handle(rotateSecret, {
  resolve: async ({ SecretName }, lookup) => ({ rotated: await lookup.secrets.byName(SecretName) }),
  async perform({ VersionId }, { rotated }, call) {
    managedType(rotated.secret);
    await renewSecret(call, rotated, { versionId: VersionId });
    return { Arn: rotated.resource, SecretName: rotated.secret.name, VersionId };
  },
});
