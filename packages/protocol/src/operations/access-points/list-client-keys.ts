import * as z from "zod/mini";
import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessReading } from "./access-operation.ts";
import { clientKeyAnswer } from "./client-key-fields.ts";

/** ListClientKeys: lists the client keys of an access point, or of all in the caller's account and region, oldest first. */
export const listClientKeys = defineOperation({
  ...accessReading,
  name: "ListClientKeys",
  summary: "Lists client keys",
  request: { AapName: z.optional(accessName) },
  answer: { ClientKeys: z.array(z.object(clientKeyAnswer)) },
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
