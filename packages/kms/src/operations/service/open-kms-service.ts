import { openKmsService } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** OpenKmsService. KMS is open for every account from the beginning: there is nothing left to do. */
export const openKmsServiceHandler = handle(openKmsService, {
  resolve: (_, lookup) => ({ everything: lookup.all("*") }),
  perform: () => ({}),
});
