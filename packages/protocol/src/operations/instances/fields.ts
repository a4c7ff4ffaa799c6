import { hint } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";

/** Id of something in the network: a VPC, a vSwitch, a zone, an account. */
export const networkId = text({
  max: 64,
  pattern: /^[A-Za-z0-9_-]+$/,
  form: "must be letters, digits, _ or -",
});

/** Ids, comma-separated. */
export const networkIds = hint(
  "ids, with commas between them",
  text({
    max: 1024,
    pattern: /^[A-Za-z0-9_-]{1,64}(?:,[A-Za-z0-9_-]{1,64}){0,15}$/,
    form: "must be at most 16 ids of letters, digits, _ or -, comma-separated",
  }),
);

/** What the name of an instance may be. */
export const instanceNameForm = {
  max: 128,
  pattern: /^\P{Cc}+$/u,
  form: "must be 1 to 128 characters, none of them a control character",
} as const;
