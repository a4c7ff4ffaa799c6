const { options } = require("./.dependency-cruiser.cjs");

// Whoever takes one of these out of the workspace takes their own tests along, and no other.
const adapters = "crypto-webcrypto|crypto-pkcs11|store-sqlite|store-postgres";
module.exports = {
  forbidden: [
    {
      name: "tests-of-an-adapter-stand-with-it",
      severity: "error",
      from: { path: "^packages/([^/]+)/test/" },
      to: { path: `^packages/(${adapters})/`, pathNot: "^packages/$1/" },
    },
  ],
  options,
};
