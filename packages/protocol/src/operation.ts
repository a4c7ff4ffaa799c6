import * as z from "zod/mini";
import type { ErrorCode } from "./errors/catalogue.ts";
import { fieldTable, membersMarked, type FieldRow } from "./field-table.ts";
import { withLate } from "./late.ts";
import type { SecretStateRow, StateRow } from "./states.ts";
import type { ThrottleGroup } from "./throttle-groups.ts";

/** The fields of a request or an answer: wire name to codec. */
export type Fields = Readonly<Record<string, z.ZodMiniType>>;

/** The values of fields, as handlers and callers see them. */
export type FieldValues<F extends Fields> = z.output<z.ZodMiniObject<F>>;

/** A gateway, by the way a caller reaches it. */
export type GatewayKind = "public" | "vpc" | "dedicated";

/** The two shared gateways, and all three: what most definitions say. */
export const sharedGateways = ["public", "vpc"] as const satisfies readonly GatewayKind[];
/** Shared gateways and the dedicated one. */
export const allGateways = [...sharedGateways, "dedicated"] as const satisfies readonly GatewayKind[];

/** A product and the version of its API. `keyferry/2026-12-01` is our own: what Alibaba Cloud KMS does not have. */
export type Api = "kms/2016-01-20" | "kms/keyferry/2026-12-01" | "sts/2015-04-01";

/** A product, as Hosts, permissions and signatures name it. */
export type Product = "kms" | "sts";

/** What an operation is made of; see {@link defineOperation}. */
export interface OperationSource<
  Name extends string,
  Request extends Fields,
  Answer extends Fields,
  DryRun extends boolean,
> {
  /** Product and version that it belongs to. Default `kms/2016-01-20`. */
  readonly api?: Api;
  /** The `Action`. */
  readonly name: Name;
  /**
   * What a caller needs to be allowed, `product:Name` each. Where there are several, its handler says which is for which of
   * the things that it touches. Default: its own name alone.
   */
  readonly permissions?: readonly [string, ...string[]];
  /** One sentence for people: what it does. */
  readonly summary: string;
  /** Request parameters. `DryRun` is not among them; see `dryRun`. */
  readonly request: Request;
  /** Members of the answer. `RequestId` is not among them: every answer has it. */
  readonly answer: Answer;
  /** Whether it takes `DryRun`. */
  readonly dryRun: DryRun;
  /** Whether twice is as good as once: a client may send it again when it does not know what became of it. */
  readonly repeatable: boolean;
  readonly gateways: readonly GatewayKind[];
  /** HTTP methods that it takes. Default: GET and POST. */
  readonly methods?: readonly ("GET" | "POST")[];
  /** The group whose limit of calls it shares. Absent where there is none. */
  readonly throttleGroup?: ThrottleGroup;
  /**
   * `business`: uses key material, so that the rules of instances apply (public access, own instance only).
   * `management`: everything else.
   */
  readonly plane: "management" | "business";
  /**
   * Whether it also takes a key or a secret of another account, by its ARN or by what the key has encrypted, where the
   * policy of the key or the secret allows it. Default: it does not.
   */
  readonly acrossAccounts?: boolean;
  /**
   * Whether it exports a data key to a recipient whom the request names. Policies may have conditions on the recipient, and
   * the handler names it with the key that it is asked about. Default: it does not.
   */
  readonly exports?: true;
  /** Its row of the state table, for every key it touches. */
  readonly states: StateRow;
  /** Its row of the state table of secrets, for every secret it touches. Absent: it touches none. */
  readonly secretStates?: SecretStateRow;
  /**
   * What it does about refusals of any operation: the code, and a clause for people, such as `EnableKey enables it`.
   */
  readonly remedies?: Readonly<Partial<Record<ErrorCode, string>>>;
  /** Codes that it answers itself, beside those of `states` and those that any request may get. */
  readonly errors: readonly ErrorCode[];
}

/** An operation: the one definition that everything else is derived from. */
export interface Operation<
  Name extends string = string,
  Request extends Fields = Fields,
  Answer extends Fields = Fields,
  DryRun extends boolean = boolean,
> extends Omit<OperationSource<Name, Request, Answer, DryRun>, "api" | "permissions" | "request" | "answer"> {
  /** Product and version it belongs to; look-up is by version and action. */
  readonly api: Api;
  readonly product: Product;
  /** The version of its API, as requests name it: `2016-01-20`. */
  readonly version: string;
  /** What a caller needs to be allowed, the most usual first. */
  readonly permissions: readonly [string, ...string[]];
  readonly request: z.ZodMiniObject<Request>;
  /** The request's fields as a table. */
  readonly fields: readonly FieldRow[];
  readonly answer: z.ZodMiniObject<Answer>;
  /** Members of the answer, by their paths, that are a caller's own text, to be given back as it was. */
  readonly verbatim: readonly string[];
  /** Members of the answer, by their paths, that may be secrets: what shows answers to people covers them. */
  readonly secretMembers: readonly string[];
  /** The answer with its `RequestId`, as a client reads it. */
  readonly answered: z.ZodMiniObject<Answer & { readonly RequestId: z.ZodMiniString }>;
}

/** A request as handlers and callers see it: bytes, numbers, lists. */
export type RequestOf<O extends Operation> = z.output<O["request"]>;
/** A request as it travels: text parameters. */
export type WireRequestOf<O extends Operation> = z.input<O["request"]>;
/** An answer as handlers and callers see it. */
export type AnswerOf<O extends Operation> = z.output<O["answer"]>;

/** Defines an operation, once, for schemas, server, client, gateway rules, command line and documents alike. */
export function defineOperation<
  const Name extends string,
  Request extends Fields,
  Answer extends Fields,
  const DryRun extends boolean,
>(source: OperationSource<Name, Request, Answer, DryRun>): Operation<Name, Request, Answer, DryRun> {
  const { api = "kms/2016-01-20", name } = source;
  const product: Product = api.startsWith("sts/") ? "sts" : "kms";
  const version = api.slice(product.length + 1);
  // A program has many operations, uses few, and starts often: their schemas are made at the first use.
  return withLate(
    { permissions: [`${product}:${name}`] as const, ...source, api, product, version },
    {
      request: () => z.object(source.request),
      fields: () => fieldTable(source.request),
      answer: () => z.object(source.answer),
      verbatim: () => membersMarked("verbatim", source.answer),
      secretMembers: () => membersMarked("secret", source.answer),
      answered: () => z.object({ ...source.answer, RequestId: z.string() }),
    },
  );
}
