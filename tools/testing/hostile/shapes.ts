import { fieldShapes } from "./shapes/fields.ts";
import { headerShapes } from "./shapes/headers.ts";
import { parameterShapes } from "./shapes/parameters.ts";
import { policyShapes } from "./shapes/policies.ts";
import { signatureShapes } from "./shapes/signatures.ts";
import { filled, type HttpRequest } from "./http-request.ts";
import type { HostileShape } from "./shape.ts";

/** All that the server itself has to do with. */
export const hostileShapes: readonly HostileShape[] = [
  ...headerShapes,
  ...parameterShapes,
  ...signatureShapes,
  ...fieldShapes,
  ...policyShapes,
];

/** What they are measured by: a form of the greatest size that is read, and refused. */
export const plainRequest: HttpRequest = {
  method: "POST",
  target: "/",
  headers: [
    ["host", "localhost"],
    ["content-type", "application/x-www-form-urlencoded"],
  ],
  body: `a=${filled(262_142, "a")}`,
};
