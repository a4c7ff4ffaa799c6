import type { Sha256 } from "@keyferry/audit";
import type { ExplainedRefusal } from "@keyferry/explain";
import type { AnsweredRequest, GatewayRequest, GatewayResponse, Observers } from "@keyferry/gateway";
import { inspectPath, membersOf, serviceError, type GatewayKind, type JsonBody } from "@keyferry/protocol";
import type { Service } from "@keyferry/service";
import type { KeyStore } from "@keyferry/store";
import { createCursors } from "./cursors.ts";
import { exportersOf } from "./identities/exporters.ts";
import { recipientsOf, rolesOf, usersOf } from "./identities/identities.ts";
import {
  chainBody,
  keyBody,
  namesBody,
  readInspectBody,
  recordsBody,
  refusalsBody,
  viewOf,
} from "./inspect-request.ts";
import { ownershipOf } from "./ownership.ts";
import { pageAfter } from "./pages.ts";
import { latestRefusals } from "./refusals.ts";
import { rest } from "./rest.ts";
import { createChainWatch } from "./trail/chain-watch.ts";
import { findRecords } from "./trail/find-records.ts";
import type { TrailSource } from "./trail/trail-source.ts";
import type { ViewAnswers, ViewName } from "./view-answers.ts";

/** What an inspector stands on. */
export interface InspectorOptions extends Pick<Observers, "onAnswered" | "onFault"> {
  readonly service: Pick<Service, "answerSigned">;
  readonly store: Pick<KeyStore, "identities" | "recipients" | "scoped">;
  /** The account whose root may look, and at what is the account's alone. */
  readonly account: string;
  readonly rootAccessKeyId: string;
  /** The region of a key that is named by its id. */
  readonly region: string;
  /** Absent: the service keeps none that could be read back. */
  readonly trail: TrailSource | undefined;
  /** The explanations of the last refusals, oldest first. Absent: refusals are not explained. */
  readonly refusals: (() => readonly ExplainedRefusal[]) | undefined;
  readonly sha256: Sha256;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** What an account's root may look at beyond the API, behind a path of its own. */
export interface Inspector {
  /**
   * Answers a request to a path under `inspectPath`. Never rejects.
   *
   * @param gateway the one through which it came
   */
  handle(request: GatewayRequest, gateway: GatewayKind): Promise<GatewayResponse>;
}

/** What is told of a look once it is answered. */
interface Look {
  /** Whether it tells no more than what has come since one that left a record. */
  goesOn: boolean;
}

type Views = { readonly [Name in ViewName]: (body: JsonBody, look: Look) => Promise<ViewAnswers[Name]> };

/** Makes an inspector. It only reads, nothing secret, and begins with the first request. */
export function createInspector(options: InspectorOptions): Inspector {
  const { service, store, account, region, sha256, clock, onAnswered, onFault } = options;
  const [identities, recipients] = [store.identities.read, store.recipients.read];
  const watch = options.trail && createChainWatch({ source: options.trail, sha256, clock, rest });
  const cursors = createCursors();
  let chainWasSeen = false;
  const ours = () => ownershipOf({ account, rootAccessKeyId: options.rootAccessKeyId, identities });

  const views: Views = {
    users: (body) => usersOf(account, pageOf(body), identities),
    roles: (body) => rolesOf(account, pageOf(body), identities),
    recipients: (body) => recipientsOf(account, pageOf(body), recipients, clock()),
    async exporters(body) {
      const { key } = membersOf(keyBody, body);
      const arn = key.startsWith("acs:") ? key : `acs:kms:${region}:${account}:key/${key}`;
      const found =
        arn.split(":", 4)[3] === account ? await exportersOf(arn, unhurried(store), clock()) : undefined;
      if (found === undefined) throw serviceError("Forbidden.KeyNotFound");
      return found;
    },
    async records(body) {
      const { before, limit, ...filter } = membersOf(recordsBody, body);
      const found = await findRecords(
        { filter, before, limit },
        { source: kept(options.trail), sha256, isOurs: ours() },
      );
      if (found !== undefined) return found;
      const reason = "is no place of this trail: another has taken its place. Begin again at the end";
      throw serviceError("InvalidParameter", { parameter: "before", reason });
    },
    async chain(body, look) {
      const { again } = membersOf(chainBody, body);
      const state = await kept(watch).state(again);
      look.goesOn = chainWasSeen && !again;
      chainWasSeen = true;
      return state;
    },
    async refusals(body, look) {
      const { since, limit } = membersOf(refusalsBody, body);
      if (options.refusals === undefined) {
        const reason = "this server does not explain refusals: start it with --explain";
        throw serviceError("UnsupportedOperation", { reason });
      }
      const found = await latestRefusals(options.refusals(), { since, limit }, { account, isOurs: ours() });
      look.goesOn = since !== undefined && !found.missed && cursors.has(since);
      cursors.give(found.last);
      return found;
    },
  };

  return {
    handle(request, kind) {
      const look: Look = { goesOn: false };
      const observers = {
        // A page asks every other second for what has come since: the first look is told of, and each refusal.
        onAnswered: (answered: AnsweredRequest) => {
          if (!look.goesOn || answered.code !== undefined) onAnswered(answered);
        },
        ...{ onFault, kind },
      };
      return service.answerSigned(
        request,
        async ({ type, account: signer }, facts) => {
          const name = viewOf(request);
          const isView = isViewOf(views, name);
          // Who may not look has tried to all the same.
          if (isView) facts.control = `inspect/${name}`;
          if (type !== "root" || signer !== account) throw notRoot();
          if (!isView) throw noView(Object.keys(views));
          return views[name](readInspectBody(request), look);
        },
        observers,
      );
    },
  };
}

function isViewOf(views: Views, name: string): name is ViewName {
  return Object.hasOwn(views, name);
}

function pageOf(body: JsonBody) {
  const { after, limit } = membersOf(namesBody, body);
  return pageAfter(after, limit);
}

/** A store whose users and roles are read one by one, while others have their turn: an account may have many. */
function unhurried({ identities, recipients, scoped }: InspectorOptions["store"]): InspectorOptions["store"] {
  const { read, write } = identities;
  const slowly =
    <T>(find: (account: string, name: string) => Promise<T>) =>
    async (account: string, name: string) => {
      await rest(0);
      return find(account, name);
    };
  const slow = {
    ...read,
    userByName: slowly((of, name) => read.userByName(of, name)),
    roleByName: slowly((of, name) => read.roleByName(of, name)),
  };
  return { identities: { read: slow, write }, recipients, scoped };
}

function notRoot() {
  const reason = "only the account's root may look here: sign with its access key (--access-key-id)";
  return serviceError("Forbidden.NoPermission", { reason });
}

function noView(names: readonly string[]) {
  const reason = `there are ${names.map((name) => inspectPath + name).join(", ")}`;
  return serviceError("InvalidAction.NotFound", { reason });
}

/** @throws ServiceError `UnsupportedOperation` where no trail is kept */
function kept<T>(trail: T | undefined): T {
  if (trail !== undefined) return trail;
  const reason = "this server keeps no audit trail that it could read: name a file with --audit-log";
  throw serviceError("UnsupportedOperation", { reason });
}
