import { batchGetSecretValue, serviceError, ServiceError, type SecretValue } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { Parts } from "../../call/targets.ts";
import { orRefusal } from "../../call/or-refusal.ts";
import { secretValueAnswer } from "../../secrets/secret-value-answer.ts";

/** BatchGetSecretValue. */
export const batchGetSecretValueHandler = handle(batchGetSecretValue, {
  async resolve({ SecretsList }, lookup) {
    if (SecretsList === undefined) {
      throw serviceError("MissingParameter", { parameter: "SecretsList" });
    }
    const found = SecretsList.map(async (wanted) => {
      const targets = await orRefusal(async () => {
        const read = await lookup.secrets.byName(wanted.SecretName);
        return { read, opened: await lookup.secrets.value(read, wanted) };
      });
      return { wanted, targets };
    });
    return new Parts(await Promise.all(found));
  },

  async perform(_, { parts }, call) {
    const answers: { readonly name: string; readonly answer: SecretValue | ServiceError }[] = [];
    for (const { wanted, targets } of parts) {
      const answer = await orRefusal(async () => {
        if (targets instanceof ServiceError) throw targets;
        await call.check(targets);
        return secretValueAnswer(wanted, targets, call);
      });
      answers.push({ name: wanted.SecretName, answer });
    }
    return {
      SecretValues: answers.flatMap(({ answer }) => (answer instanceof ServiceError ? [] : [answer])),
      Errors: answers.flatMap(({ name, answer }) =>
        answer instanceof ServiceError ? [refusalOf(name, answer)] : [],
      ),
    };
  },
});

function refusalOf(SecretName: string, { code, status, message }: ServiceError) {
  return { SecretName, Code: code, HttpStatus: status, Message: message };
}
