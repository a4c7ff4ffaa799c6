import { listKmsInstances, serviceError } from "@keyferry/protocol";
import { instanceArn } from "../../call/arn.ts";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListKmsInstances. */
export const listKmsInstancesHandler = handle(listKmsInstances, {
  resolve: (_, lookup) => ({ instances: lookup.all("keystore") }),
  async perform(request, _, { scope, read }) {
    if (request.Filters !== undefined) {
      const reason = "which filters instances have is not public";
      throw serviceError("InvalidParameter", { parameter: "Filters", reason });
    }
    const instances = await read.instances.list();
    const { offset, limit } = pageOf(request);
    return {
      KmsInstances: instances
        .slice(offset, offset + limit)
        .map(({ id }) => ({ KmsInstanceId: id, KmsInstanceArn: instanceArn(scope, id) })),
      ...pageAnswer(request, instances.length),
    };
  },
});
