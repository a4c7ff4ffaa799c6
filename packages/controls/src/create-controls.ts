import type { GatewayRequest, GatewayResponse, Observers } from "@keyferry/gateway";
import { everyOperation, membersOf, serviceError } from "@keyferry/protocol";
import type { Service } from "@keyferry/service";
import type { StoreSnapshot } from "@keyferry/store";
import * as z from "zod/mini";
import { noControl, readControlBody, readControlPath, type ControlRequest } from "./control-request.ts";
import { readFaultRule } from "./fault-rule.ts";
import type { Faults } from "./faults.ts";
import type { LatestRequests } from "./latest-requests.ts";
import { readDuration, readMoment } from "./moments.ts";
import { createSnapshots, type SnapshotsOptions, type SnapshotStore } from "./snapshots.ts";
import type { TestClock } from "./test-clock.ts";

/** What controls stand on. */
export interface ControlsOptions extends Pick<Observers, "onAnswered" | "onFault"> {
  readonly service: Pick<Service, "answerSigned">;
  /** The account whose root may use them. */
  readonly account: string;
  readonly clock: TestClock;
  readonly faults: Faults;
  readonly requests: LatestRequests;
  /** A store that gives and takes snapshots. Absent: there are none, and no reset. */
  readonly store?: SnapshotStore | undefined;
  readonly sealer: SnapshotsOptions["sealer"];
  /**
   * Does what has become due, such as the deletion of keys. Called when the clock was moved.
   *
   * @returns whether all of it is done
   */
  readonly onMoved: () => Promise<boolean>;
}

/** Controls for tests, behind a path of the public gateway. */
export interface Controls {
  /** Answers a request to a path under `controlsPath`. Never rejects. */
  handle(request: GatewayRequest): Promise<GatewayResponse>;
}

type Control = (request: ControlRequest) => object | Promise<object>;

const names: ReadonlySet<string> = new Set(Object.keys(everyOperation));
const text = z.string({ error: "must be a text" });
const clockBody = z.strictObject({ advance: z.optional(text), set: z.optional(text) });
const nothing = z.strictObject({});
const snapshotBody = z.strictObject({
  action: z._default(
    z.enum(["save", "restore", "delete"], { error: "must be save, restore or delete" }),
    "save",
  ),
});
const last = z.int({ error: "must be a whole number" }).check(z.minimum(1), z.maximum(1_000));
const requestsBody = z.strictObject({ last: z._default(last, 100), operation: z.optional(text) });

/** Makes the controls of a service. What the store holds now is what a reset brings back. */
export async function createControls(options: ControlsOptions): Promise<Controls> {
  const { service, account, clock, faults, requests, store, sealer, onMoved, ...observers } = options;
  const beginning = await store?.snapshot();
  const snapshots = store && createSnapshots({ store, sealer, clock: clock.now });

  const controls: Readonly<Record<string, Control>> = {
    async clock({ body }) {
      const { advance, set } = membersOf(clockBody, body);
      if (advance !== undefined && set !== undefined) {
        throw serviceError("InvalidParameter", {
          parameter: "advance",
          reason: "and set cannot go together",
        });
      }
      if (advance !== undefined) clock.advance(readDuration(advance, "advance"));
      if (set !== undefined) clock.advance(readMoment(set, "set") - clock.now());
      if ((advance !== undefined || set !== undefined) && !(await onMoved())) throw leftUndone();
      return { now: moment(clock.now()), aheadMs: clock.ahead() };
    },
    async reset({ body }) {
      membersOf(nothing, body);
      await kept(store).restore(beginning as StoreSnapshot);
      clock.reset();
      faults.clear();
      requests.clear();
      return {};
    },
    async snapshots({ name, body }) {
      const all = kept(snapshots);
      if (name === undefined) membersOf(nothing, body);
      else {
        const { action } = membersOf(snapshotBody, body);
        await all[action](name);
      }
      return {
        snapshots: all.list().map(({ takenAt, ...row }) => ({ ...row, takenAt: moment(takenAt) })),
      };
    },
    faults({ body }) {
      if (body["clear"] === true) faults.clear();
      else if (Object.keys(body).length > 0) faults.add(readFaultRule(body, names));
      return { faults: faults.list() };
    },
    requests({ body }) {
      const { last: most, operation } = membersOf(requestsBody, body);
      return { requests: requests.list(most, operation) };
    },
  };

  return {
    handle: (request) =>
      service.answerSigned(
        request,
        async ({ type, account: signer }, facts) => {
          const asked = readControlPath(request);
          const isThere = asked !== undefined && Object.hasOwn(controls, asked.control);
          // Who may not use it has tried to all the same.
          if (isThere) facts.control = asked.control;
          if (type !== "root" || signer !== account) {
            throw serviceError("Forbidden.NoPermission", {
              reason: "controls are for the account's root alone",
            });
          }
          const control = isThere ? controls[asked.control] : undefined;
          if (!isThere || control === undefined) throw noControl();
          if (asked.name !== undefined && asked.control !== "snapshots") throw noControl();
          return control({ ...asked, body: readControlBody(request) });
        },
        { ...observers, kind: "public" },
      ),
  };
}

function leftUndone() {
  return serviceError("ServiceUnavailableTemporary", {
    reason:
      "the clock has moved, and not all that is due could be done: it is tried again, and the log says why",
  });
}

/** @throws ServiceError `UnsupportedOperation` where there is none */
function kept<T>(snapshots: T | undefined): T {
  if (snapshots !== undefined) return snapshots;
  const reason =
    "a database gives no snapshots: start the server with --ephemeral, which keeps all in memory";
  throw serviceError("UnsupportedOperation", { reason });
}

function moment(time: number): string {
  return new Date(time).toISOString();
}
