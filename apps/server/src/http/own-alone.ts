/** Headers of whatever is served to the explorer: a browser takes it for what it says it is, and gives it to no other origin. */
export const ownAlone = {
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
} as const;
