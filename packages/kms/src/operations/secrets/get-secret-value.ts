import { getSecretValue } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { secretValueAnswer } from "../../secrets/secret-value-answer.ts";

/** GetSecretValue. */
export const getSecretValueHandler = handle(getSecretValue, {
  async resolve(request, lookup) {
    const read = await lookup.secrets.byName(request.SecretName);
    return { read, opened: await lookup.secrets.value(read, request) };
  },
  perform: (request, { read, opened }, call) => secretValueAnswer(request, { read, opened }, call),
});
