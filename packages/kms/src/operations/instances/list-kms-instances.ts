import { listKmsInstances } from "@keyferry/protocol";
import { instanceArn } from "../../call/arn.ts";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListKmsInstances. */
export const listKmsInstancesHandler = handle(listKmsInstances, {
  resolve: (_, lookup) => ({ instances: lookup.all("keystore") }),
  async perform(request, _, { scope, read }) {
    const names = (request.Filters ?? []).flatMap(({ Values }) => Values);
    const all = await read.instances.list();
    const instances = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
    const page = pageOf(listKmsInstances, request);
    return {
      KmsInstances: instances
        .slice(page.offset, page.offset + page.limit)
        .map(({ id }) => ({ KmsInstanceId: id, KmsInstanceArn: instanceArn(scope, id) })),
      ...pageAnswer(page, instances.length),
    };
  },
});
