import { listKmsInstances } from "@keyferry/protocol";
import { instanceArn } from "../../call/arn.ts";
import { handle } from "../../call/handler.ts";
import { longPage, pageAnswer, pageOf } from "../../call/page.ts";

/** ListKmsInstances. */
export const listKmsInstancesHandler = handle(listKmsInstances, {
  resolve: (_, lookup) => ({ instances: lookup.all("keystore") }),
  async perform(request, _, { scope, read }) {
    const names = (request.Filters ?? []).flatMap(({ Values }) => Values);
    const all = await read.instances.list();
    const instances = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
    const paging = longPage(request);
    const { offset, limit } = pageOf(paging);
    return {
      KmsInstances: instances
        .slice(offset, offset + limit)
        .map(({ id }) => ({ KmsInstanceId: id, KmsInstanceArn: instanceArn(scope, id) })),
      ...pageAnswer(paging, instances.length),
    };
  },
});
