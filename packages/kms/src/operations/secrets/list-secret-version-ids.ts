import { listSecretVersionIds } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";
import { hasValue, stagesOf } from "../../call/secret-stages.ts";

/** ListSecretVersionIds. */
export const listSecretVersionIdsHandler = handle(listSecretVersionIds, {
  resolve: async ({ SecretName }, lookup) => ({ listed: await lookup.secrets.byName(SecretName) }),
  async perform({ IncludeDeprecated = false, ...paging }, { listed }, { view }) {
    const { name, stages, rotation } = listed.secret;
    const all = await view.scoped(listed).secrets.versions(name);
    const versions = all
      // What a rotation has left is no value of the secret yet; nor are first values that nothing uses.
      .filter(({ id }) => hasValue({ stages }) && id !== rotation?.begun?.versionId)
      .map(({ id, createdAt }) => ({
        VersionId: id,
        CreateTime: new Date(createdAt),
        VersionStages: stagesOf(stages, id),
      }))
      .filter(({ VersionStages }) => IncludeDeprecated || VersionStages.length > 0);
    const page = pageOf(listSecretVersionIds, paging);
    return {
      SecretName: name,
      VersionIds: versions.slice(page.offset, page.offset + page.limit),
      ...pageAnswer(page, versions.length),
    };
  },
});
