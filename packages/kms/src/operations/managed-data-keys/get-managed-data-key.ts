import { wiping } from "@keyferry/bytes";
import { bytesOfBase64Text } from "@keyferry/crypto";
import { getManagedDataKey, managedDataKeyVersionOf } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { openedValue } from "../../secrets/sealed-value.ts";

/** GetManagedDataKey. */
export const getManagedDataKeyHandler = handle(getManagedDataKey, {
  async resolve(request, lookup) {
    const read = await lookup.secrets.managedDataKey(request.DataKeyName, request);
    return { read, opened: await lookup.secrets.value(read, {}) };
  },

  async perform({ DataKeyName }, { read: { secret }, opened }, call) {
    return {
      DataKeyName,
      DataKeyVersionId: managedDataKeyVersionOf(secret.name),
      DataKeyVersionName: secret.name,
      Plaintext: wiping(await openedValue(call, opened), bytesOfBase64Text),
    };
  },
});
