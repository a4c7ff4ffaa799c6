import { getDefaultKmsInstance } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** GetDefaultKmsInstance. */
export const getDefaultKmsInstanceHandler = handle(getDefaultKmsInstance, {
  resolve: (_, lookup) => ({ instances: lookup.all("keystore") }),
  async perform(_request, _targets, { read }) {
    const [first] = await read.instances.list();
    return first === undefined ? {} : { DefaultKmsInstanceId: first.id };
  },
});
