import { serviceError, updateSecret } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { changeSecret } from "../../secrets/change-secret.ts";

/** UpdateSecret. */
export const updateSecretHandler = handle(updateSecret, {
  resolve: async ({ SecretName }, lookup) => ({ changed: await lookup.secrets.byName(SecretName) }),
  async perform(request, { changed: { secret } }, { scope, write }) {
    const { Description, "ExtendedConfig.CustomData": customData } = request;
    if (customData !== undefined) {
      const reason = "a generic secret has no ExtendedConfig";
      throw serviceError("InvalidParameter", { parameter: "ExtendedConfig.CustomData", reason });
    }
    // Terraform sends an empty description where it is taken out of the configuration; that counts as absent.
    const description = Description ?? "";
    await changeSecret(write, secret, () => ({ set: { description, updatedAt: scope.time } }));
    return { SecretName: secret.name };
  },
});
