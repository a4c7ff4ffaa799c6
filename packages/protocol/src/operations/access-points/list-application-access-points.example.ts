import { example } from "../../examples/example.ts";
import { shownPage } from "../../examples/shown.ts";
import { listApplicationAccessPoints } from "./list-application-access-points.ts";

/** A sound request of ListApplicationAccessPoints. */
export const listApplicationAccessPointsExample = example(listApplicationAccessPoints, {
  request: () => ({}),
  touches: () => ["applicationaccesspoint"],
  answer: () => ({
    ApplicationAccessPoints: ["shop", "depot"].map((Name) => ({ Name, AuthenticationMethod: "ClientKey" })),
    ...shownPage,
  }),
});
