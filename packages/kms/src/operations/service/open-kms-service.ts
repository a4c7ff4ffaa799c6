import { openKmsService, serviceError } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** OpenKmsService. KMS is open for every account from the beginning: whoever may open it is told so. */
export const openKmsServiceHandler = handle(openKmsService, {
  resolve: (_, lookup) => ({ everything: lookup.all("*") }),
  perform() {
    throw serviceError("Forbidden.Opened");
  },
});
