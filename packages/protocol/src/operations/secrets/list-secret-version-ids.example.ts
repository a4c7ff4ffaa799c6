import { example } from "../../examples/example.ts";
import { shownMoment, shownPage } from "../../examples/shown.ts";
import { listSecretVersionIds } from "./list-secret-version-ids.ts";

/** A sound request of ListSecretVersionIds. */
export const listSecretVersionIdsExample = example(listSecretVersionIds, {
  request: ({ secret }) => ({ SecretName: secret.SecretName }),
  touches: ({ secret }) => [`secret/${secret.SecretName}`],
  answer: () => ({
    SecretName: "orders/password",
    VersionIds: [
      { VersionId: "v1", CreateTime: shownMoment, VersionStages: ["ACSPrevious"] },
      { VersionId: "v2", CreateTime: shownMoment, VersionStages: ["ACSCurrent", "tested"] },
    ],
    ...shownPage,
    PageSize: 20,
  }),
});
