import { allowedStates, type GatewayKind, type Operation } from "@keyferry/protocol";

const gatewayNames: Readonly<Record<GatewayKind, string>> = {
  public: "public",
  vpc: "VPC",
  dedicated: "dedicated",
};

/** The operations of a registry as a Markdown table. */
export function operationsTable(registry: Readonly<Record<string, Operation>>): string {
  const all = Object.values(registry);
  const rows = all.map((operation) => [
    operation.name,
    operation.fields.map(({ name, required }) => (required ? `**${name}**` : name)).join(", "),
    operation.gateways.map((kind) => gatewayNames[kind]).join(", "),
    operation.dryRun ? "yes" : "",
    statesOf(operation),
  ]);
  const head = ["operation", "parameters (**required**)", "gateways", "DryRun", "key states"];
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  const count = all.length === 1 ? "1 operation." : `${String(all.length)} operations.`;
  return [count, "", ...lines].join("\n");
}

function statesOf({ states }: Operation): string {
  const allowed = allowedStates(states);
  return allowed.length === Object.keys(states).length ? "any" : allowed.join(", ");
}
