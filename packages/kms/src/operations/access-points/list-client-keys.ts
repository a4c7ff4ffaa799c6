import { listClientKeys } from "@keyferry/protocol";
import { clientKeyAnswer } from "../../access-points/client-key-answer.ts";
import { handle } from "../../call/handler.ts";

/** ListClientKeys. */
export const listClientKeysHandler = handle(listClientKeys, {
  resolve: async ({ AapName }, lookup) => ({
    points: AapName === undefined ? lookup.all("applicationaccesspoint") : await lookup.access.point(AapName),
  }),
  async perform({ AapName }, _, { read }) {
    const keys = await read.clientKeys.list(AapName);
    return { ClientKeys: keys.map(clientKeyAnswer) };
  },
});
