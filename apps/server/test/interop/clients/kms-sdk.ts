import { createRequire } from "node:module";
import { addressOf, type Answer, type ClientKind } from "./client-kind.ts";
import { Refusal } from "./refusal.ts";

const require = createRequire(import.meta.url);
const KmsClient = require("@alicloud/kms-sdk") as new (config: object) => { readonly client: Methods };

type Method = (query: Readonly<Record<string, string>>, runtime: object) => Promise<Answer>;
/** The package's methods by operation; each takes an operation's parameters by their wire names. */
type Methods = Readonly<Record<string, Method | undefined>>;

/** Methods stand on a prototype, and can be asked for without a connection. */
const { client: methods } = new KmsClient({ endpoint: "none", accessKeyId: "none", accessKeySecret: "none" });

/** `@alicloud/kms-sdk`: V1 by GET, over TLS alone, without a nonce. It has no general call, and answers a refusal like an answer. */
export const kmsSdk: ClientKind = {
  name: "kms-sdk",
  package: "@alicloud/kms-sdk",
  overTls: true,
  fault: "signs the characters ! ' ( ) * as they are, and so wrongly: it is tried with texts that have none",
  canCall: (operation) => methods[operation] !== undefined,
  connect({ endpoint, securityToken, ...accessKey }) {
    const { endpoint: host } = addressOf(endpoint);
    const credential = { getCredential: () => Promise.resolve({ ...accessKey, securityToken }) };
    const { client } = new KmsClient({
      endpoint: host,
      ...(securityToken === undefined ? accessKey : { credential }),
    });
    return {
      async call(operation, parameters) {
        const method = client[operation];
        if (method === undefined) throw new Error(`the package has no method for ${operation}`);
        const answer = await method.call(client, { Action: operation, ...parameters }, {});
        if (typeof answer["Code"] === "string") throw refusalOf(answer as unknown as RefusedAnswer);
        return answer;
      },
    };
  },
};

/** What the package gives of a refusal: the answer's members. */
interface RefusedAnswer {
  readonly Code: string;
  readonly Message: string;
  readonly RequestId: string;
  readonly HttpStatus: number;
}

function refusalOf(answer: RefusedAnswer): Refusal {
  const { Code: code, Message: message, RequestId: requestId, HttpStatus: status } = answer;
  return new Refusal({ code, message, requestId, status }, { cause: answer });
}
