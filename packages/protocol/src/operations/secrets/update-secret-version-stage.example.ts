import { example } from "../../examples/example.ts";
import { updateSecretVersionStage } from "./update-secret-version-stage.ts";

/** A sound request of UpdateSecretVersionStage. */
export const updateSecretVersionStageExample = example(updateSecretVersionStage, {
  request: ({ secret: { SecretName, VersionId } }) => ({
    SecretName,
    VersionStage: "tested",
    MoveToVersion: VersionId,
  }),
  touches: ({ secret }) => [`secret/${secret.SecretName}`],
  answer: () => ({ SecretName: "orders/password" }),
});
