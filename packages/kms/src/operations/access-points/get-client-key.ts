import { getClientKey } from "@keyferry/protocol";
import { clientKeyAnswer } from "../../access-points/client-key-answer.ts";
import { handle } from "../../call/handler.ts";

/** GetClientKey. */
export const getClientKeyHandler = handle(getClientKey, {
  resolve: async ({ ClientKeyId }, lookup) => ({ key: await lookup.access.clientKey(ClientKeyId) }),
  perform: (_, { key }) => clientKeyAnswer(key.clientKey),
});
