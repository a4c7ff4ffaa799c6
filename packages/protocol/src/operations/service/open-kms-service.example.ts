import { example } from "../../examples/example.ts";
import { openKmsService } from "./open-kms-service.ts";

/** A sound request of OpenKmsService. */
export const openKmsServiceExample = example(openKmsService, {
  request: () => ({}),
  touches: () => ["*"],
  refusal: "Forbidden.Opened",
  answer: () => ({}),
});
