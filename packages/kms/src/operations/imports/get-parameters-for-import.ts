import { importAlgorithms, importsWith } from "@keyferry/algorithms";
import { wiping } from "@keyferry/bytes";
import { getParametersForImport, serviceError } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { externalKey } from "../../imports/external-key.ts";
import { sealImportToken } from "../../imports/import-token.ts";

const tokenLifetime = 24 * 3_600_000;

/** GetParametersForImport. The pair's private key is in the token alone, sealed, and kept nowhere. */
export const getParametersForImportHandler = handle(getParametersForImport, {
  resolve: async ({ KeyId }, lookup) => ({ imported: await lookup.byId(KeyId) }),
  async perform({ WrappingAlgorithm, WrappingKeySpec }, { imported }, { scope, crypto, sealer }) {
    const { key, owner, spec } = externalKey(imported);
    if (!importsWith(spec, WrappingAlgorithm)) {
      throw refused("WrappingAlgorithm", `${WrappingAlgorithm} does not go with a key of ${spec}`);
    }
    if (importAlgorithms[WrappingAlgorithm].recipient !== WrappingKeySpec) {
      throw refused("WrappingKeySpec", `${WrappingAlgorithm} does not go with ${WrappingKeySpec}`);
    }
    if (crypto.unwrapper === undefined) {
      throw serviceError("UnsupportedOperation", { reason: `${crypto.name} unwraps no key material` });
    }
    const { privateKey, publicKey } = await crypto.unwrapper.newWrappingPair(WrappingAlgorithm);
    const expiresAt = scope.time + tokenLifetime;
    const token = wiping(privateKey, (secret) =>
      sealImportToken(sealer, owner, { algorithm: WrappingAlgorithm, expiresAt, privateKey: secret }),
    );
    return {
      KeyId: key.id,
      PublicKey: publicKey,
      ImportToken: token,
      TokenExpireTime: new Date(expiresAt),
    };
  },
});

function refused(parameter: string, reason: string) {
  return serviceError("InvalidParameter", { parameter, reason });
}
