import { getRandomPassword } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { newPassword } from "../../secrets/new-password.ts";

/** GetRandomPassword. */
export const getRandomPasswordHandler = handle(getRandomPassword, {
  resolve: () => ({ anything: { resource: "*" } }),
  perform: (request, _, { random }) => ({ RandomPassword: newPassword(request, random) }),
});
