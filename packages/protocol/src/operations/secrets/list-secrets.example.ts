import { example } from "../../examples/example.ts";
import { shownMoment, shownPage } from "../../examples/shown.ts";
import { listSecrets } from "./list-secrets.ts";

/** A sound request of ListSecrets. */
export const listSecretsExample = example(listSecrets, {
  request: () => ({ FetchTags: true }),
  touches: () => ["secret"],
  answer: () => ({
    SecretList: ["orders", "returns"].map((name) => ({
      SecretName: `${name}/password`,
      SecretType: "Generic",
      CreateTime: shownMoment,
      UpdateTime: shownMoment,
      Tags: [
        { TagKey: "team", TagValue: "pay" },
        { TagKey: "of", TagValue: name },
      ],
    })),
    ...shownPage,
  }),
});
