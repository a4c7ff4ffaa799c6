import { importAlgorithms, namesOf, recipientKeySpecs } from "@keyferry/algorithms";
import { oneOf } from "../../codecs/text.ts";

/** How key material is wrapped on its way into the service, and the kind of key pair for it. */
export const wrapping = {
  WrappingAlgorithm: oneOf(namesOf(importAlgorithms)),
  WrappingKeySpec: oneOf(recipientKeySpecs),
};
