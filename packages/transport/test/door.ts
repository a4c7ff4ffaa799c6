import type { Door } from "@keyferry/transport";
import type { Arrival, Reaction } from "@keyferry/transport/conformance";

/** A door that reacts to requests as it is told: a broken connection is one that throws. */
export function doorOf(react: (arrival: Arrival) => Promise<Reaction>): Door {
  return {
    handle: async (request) => {
      const reaction = await react(request);
      switch (reaction.kind) {
        case "answer":
          return { status: reaction.status, headers: lowerCase(reaction.headers), body: reaction.body ?? "" };
        case "hang up":
        case "break off":
          throw new Error("The door is broken");
        case "stay silent":
        case "stall":
          return new Promise<never>(() => undefined);
      }
    },
  };
}

function lowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
