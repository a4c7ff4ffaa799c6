import { serviceError, updateSecret } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { withCustomData } from "../../secrets/managed/extended-config.ts";
import { changeSecret } from "../../secrets/change-secret.ts";

/** UpdateSecret. */
export const updateSecretHandler = handle(updateSecret, {
  resolve: async ({ SecretName }, lookup) => ({ changed: await lookup.secrets.byName(SecretName) }),
  async perform(request, { changed: { secret } }, { scope, write }) {
    const { Description, "ExtendedConfig.CustomData": customData } = request;
    if (customData !== undefined && secret.extendedConfig === null) {
      const reason = "a generic secret has no ExtendedConfig";
      throw serviceError("InvalidParameter", { parameter: "ExtendedConfig.CustomData", reason });
    }
    const updatedAt = scope.time;
    await changeSecret(write, secret, ({ secret: { extendedConfig, description } }) => ({
      set:
        customData === undefined
          ? // Terraform sends an empty description where it is taken out of the configuration; that counts as absent.
            { description: Description ?? "", updatedAt }
          : {
              description: Description ?? description,
              extendedConfig: withCustomData(extendedConfig, customData),
              updatedAt,
            },
    }));
    return { SecretName: secret.name };
  },
});
