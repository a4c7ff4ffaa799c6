import { getRandomPassword } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { newPassword } from "../../crypto/new-password.ts";

/** GetRandomPassword. */
export const getRandomPasswordHandler = handle(getRandomPassword, {
  resolve: (_, lookup) => ({ everything: lookup.all("*") }),
  perform: (request, _, { random }) => ({ RandomPassword: newPassword(request, random) }),
});
