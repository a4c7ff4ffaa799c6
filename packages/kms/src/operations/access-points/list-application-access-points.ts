import { listApplicationAccessPoints } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListApplicationAccessPoints. */
export const listApplicationAccessPointsHandler = handle(listApplicationAccessPoints, {
  resolve: (_, lookup) => ({ points: lookup.all("applicationaccesspoint") }),
  async perform(request, _, { read }) {
    const page = pageOf(listApplicationAccessPoints, request);
    const { items, total } = await read.accessPoints.list(page);
    return {
      ApplicationAccessPoints: items.map(({ name, authentication }) => ({
        Name: name,
        AuthenticationMethod: authentication,
      })),
      ...pageAnswer(page, total),
    };
  },
});
