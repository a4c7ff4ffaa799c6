import { serviceError, ServiceError, type Operation } from "@keyferry/protocol";

/** Stands in the way of calls; see `interfere` of the gateway. */
export type Interfere = (operation: Operation) => Promise<void> | undefined;

/** A call that gets no answer: its connection is closed. It is recorded as one that the service was unavailable for. */
export class DroppedCall extends ServiceError {
  /** @param reason half a sentence, for whoever reads records */
  constructor(reason: string) {
    const { code, status, message } = serviceError("ServiceUnavailableTemporary", { reason });
    super({ code, status, message });
  }
}
