import { wipe } from "@keyferry/bytes";
import { createClientKey, serviceError } from "@keyferry/protocol";
import { accessLimits, mustBeThere, tooMany } from "../../access-points/changes.ts";
import { clientKeyLife } from "../../access-points/client-key-life.ts";
import { noteClientKey } from "../../call/audit-trail.ts";
import { handle } from "../../call/handler.ts";
import { newUuid } from "../../keys/identifiers.ts";

const algorithm = "RSA_2048";

/** CreateClientKey. */
export const createClientKeyHandler = handle(createClientKey, {
  resolve: async ({ AapName }, lookup) => ({ point: await lookup.access.point(AapName) }),
  async perform(request, { point }, { scope, read, write, random, clientKeys, trail }) {
    const life = clientKeyLife(request, scope.time);
    if (clientKeys === undefined) {
      throw serviceError("UnsupportedOperation", { reason: "this service makes no client keys" });
    }
    const max = accessLimits.clientKeys;
    // Asked before the work, and again when the key is written.
    if ((await read.clientKeys.count()) >= max) throw tooMany(max);
    const id = `KAAP.${newUuid(random)}`;
    const { certificate, bundle } = await clientKeys.make({ name: id, ...life, password: request.Password });
    try {
      const key = {
        id,
        accessPoint: point.record.name,
        algorithm,
        certificate,
        ...life,
        createdAt: scope.time,
      };
      const outcome = await write.clientKeys.create(key, max);
      if (outcome === "too many") throw tooMany(max);
      mustBeThere(outcome === "created");
      noteClientKey(trail, id);
    } catch (error) {
      wipe(bundle);
      throw error;
    }
    return {
      ClientKeyId: id,
      KeyAlgorithm: algorithm,
      PrivateKeyData: bundle,
      NotBefore: new Date(life.notBefore),
      NotAfter: new Date(life.notAfter),
    };
  },
});
