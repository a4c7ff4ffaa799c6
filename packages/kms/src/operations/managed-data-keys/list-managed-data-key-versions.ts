import {
  listManagedDataKeyVersions,
  managedDataKeyVersionName,
  managedDataKeyVersionOf,
  serviceError,
} from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

/** ListManagedDataKeyVersions. */
export const listManagedDataKeyVersionsHandler = handle(listManagedDataKeyVersions, {
  resolve: (_, lookup) => ({ secrets: lookup.all("secret") }),
  async perform({ DataKeyName, ...paging }, _, { read }) {
    const filter = { name: [managedDataKeyVersionName(DataKeyName, "*")] };
    const page = pageOf(listManagedDataKeyVersions, paging);
    const { items, total } = await read.secrets.list(filter, page);
    if (total === 0) throw serviceError("Forbidden.ResourceNotFound");
    return {
      DataKeyName,
      ManagedDataKeyVersions: items.map(({ name }) => ({
        DataKeyVersionId: managedDataKeyVersionOf(name),
        DataKeyVersionName: name,
      })),
      ...pageAnswer(page, total),
    };
  },
});
