import { example } from "../../examples/example.ts";
import { updateRotationPolicy } from "./update-rotation-policy.ts";

/** A sound request of UpdateRotationPolicy. */
export const updateRotationPolicyExample = example(updateRotationPolicy, {
  request: ({ key }) => ({ KeyId: key.KeyId, EnableAutomaticRotation: true, RotationInterval: 604_800 }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
