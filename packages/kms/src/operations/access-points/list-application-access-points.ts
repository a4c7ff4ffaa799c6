import { listApplicationAccessPoints } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { longPage, pageAnswer, pageOf } from "../../call/page.ts";

/** ListApplicationAccessPoints. */
export const listApplicationAccessPointsHandler = handle(listApplicationAccessPoints, {
  resolve: (_, lookup) => ({ points: lookup.all("applicationaccesspoint") }),
  async perform(request, _, { read }) {
    const paging = longPage(request);
    const { items, total } = await read.accessPoints.list(pageOf(paging));
    return {
      ApplicationAccessPoints: items.map(({ name, authentication }) => ({
        Name: name,
        AuthenticationMethod: authentication,
      })),
      ...pageAnswer(paging, total),
    };
  },
});
