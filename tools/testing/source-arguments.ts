/** With these Node runs sources as they are: it strips types, and this condition finds the other packages' sources. */
export const sourceArguments = ["--conditions=@keyferry/source"];
