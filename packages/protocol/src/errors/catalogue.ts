/** What is known of an error: its HTTP status and its sentence. */
export interface ErrorRow {
  readonly status: number;
  /** `<name>` stands for the name of a parameter. */
  readonly message: string;
}

const mandatory = (name: string): ErrorRow => ({
  status: 400,
  message: `${name} is mandatory for this action.`,
});
const rejected = (state: string): ErrorRow => ({
  status: 409,
  message: `The request was rejected because the key state is ${state}.`,
});

/** Every error that the service answers, by its wire code: status and sentence as Alibaba Cloud documents them. */
export const errorCatalogue = {
  // The request itself
  MissingParameter: { status: 400, message: 'The parameter "<name>" is needed but not provided.' },
  InvalidParameter: { status: 400, message: "The specified parameter is not valid." },
  ParseRequestParameterException: {
    status: 400,
    message: "Server parse parameters exception. Please check your input params.",
  },
  UnsupportedHTTPMethod: { status: 403, message: "This http method is not supported." },
  RequestEntityTooLarge: { status: 413, message: "The request is too large." },
  MissingAction: mandatory("Action"),
  MissingVersion: mandatory("Version"),
  InvalidVersion: { status: 400, message: "Specified parameter Version is not valid." },
  "InvalidAction.NotFound": {
    status: 404,
    message: "Specified api is not found, please check your url and method.",
  },
  "InvalidProduct.NotFound": {
    status: 404,
    message: "Cannot find product according to your specified domain.",
  },
  UnsupportedOperation: { status: 400, message: "This action is not supported." },
  "Forbidden.CrossOrigin": {
    status: 403,
    message: "The request comes from a web page of another origin.",
  },

  // Authentication
  MissingAccessKeyId: mandatory("AccessKeyId"),
  MissingSignature: mandatory("Signature"),
  MissingTimestamp: mandatory("Timestamp"),
  IncompleteSignature: {
    status: 400,
    message: "The request signature does not conform to Alibaba Cloud standards.",
  },
  "InvalidTimeStamp.Format": {
    status: 400,
    message: "Specified time stamp or date value is not well formatted.",
  },
  "InvalidTimeStamp.Expired": { status: 400, message: "Specified time stamp or date value is expired." },
  "InvalidAccessKeyId.NotFound": { status: 404, message: "Specified access key is not found." },
  "InvalidAccessKeyId.Inactive": { status: 400, message: "Specified access key is disabled." },
  SignatureDoesNotMatch: {
    status: 400,
    message: "Specified signature is not matched with our calculation.",
  },
  SignatureNonceUsed: { status: 400, message: "Specified signature nonce was used already." },
  MissingSecurityToken: mandatory("SecurityToken"),
  "InvalidSecurityToken.Expired": { status: 400, message: "Specified SecurityToken is expired." },
  "InvalidSecurityToken.Malformed": { status: 400, message: "Specified SecurityToken is malformed." },
  "InvalidSecurityToken.MismatchWithAccessKey": {
    status: 400,
    message: "Specified SecurityToken mismatch with the AccessKey.",
  },

  // Authorisation
  "Forbidden.NoPermission": { status: 403, message: "This operation is forbidden by permission system." },
  NoPermission: {
    status: 403,
    message: "You are not authorized to do this action. You should be authorized by RAM.",
  },

  // Flow control
  "Rejected.Throttling": { status: 429, message: "QPS Limit Exceeded" },

  // Resources and their states
  "Forbidden.KeyNotFound": { status: 404, message: "The specified Key is not found." },
  "Forbidden.KeyVersionNotFound": { status: 404, message: "The specified Key version is not found." },
  "Forbidden.AliasNotFound": { status: 404, message: "The specified Alias is not found." },
  "Forbidden.DKMSInstanceNotFound": { status: 403, message: "The specified DKMS Instance is not found." },
  "Forbidden.Opened": { status: 400, message: "Your kms service has been opened." },
  "Forbidden.DKMSInstanceStateInvalid": { status: 403, message: "The DKMS instance state is invalid." },
  "InvalidResourceId.NotFound": { status: 404, message: "The specified ResourceId is not found." },
  "InvalidParameter.TagKey": { status: 400, message: "The specified parameter is not valid." },
  "InvalidParameter.TagValue": { status: 400, message: "The specified parameter is not valid." },
  "Duplicate.TagKey": { status: 400, message: "The specified tagKey is duplicate." },
  "Forbidden.ResourceNotFound": { status: 404, message: "Resource not found." },
  "Forbidden.KeyPolicyUnSupported": {
    status: 400,
    message: "The specified key does not support key policy.",
  },
  "EntityNotExist.Role": { status: 404, message: "The specified Role not exists." },
  AliasAlreadyExists: { status: 400, message: "AliasName Already Exists." },
  "Unsupported.Alias": { status: 400, message: "Alias is not valid for this api." },
  "Rejected.UnsupportedOperation": { status: 400, message: "Unsupported operation." },
  "Rejected.LimitExceeded": {
    status: 400,
    message: "The request was rejected because user create resource limit was exceeded.",
  },
  "Unsupported.ProtectionLevel": {
    status: 400,
    message: "This protection level is not valid for this region",
  },
  "Unsupported.Origin": { status: 400, message: "This key origin is not valid for this api" },
  InvalidKeyMaterial: { status: 400, message: "key material is invalid" },
  InvalidImportToken: { status: 400, message: "import token is invalid" },
  ExpiredImportToken: { status: 400, message: "import token is expired" },
  "Rejected.Disabled": rejected("Disabled"),
  "Rejected.PendingDeletion": rejected("PendingDeletion"),
  "Rejected.PendingImport": rejected("PendingImport"),
  "Rejected.Unavailable": rejected("Unavailable"),
  "Rejected.ResourceExist": {
    status: 409,
    message: "The request was rejected because the resource already exists.",
  },
  "Rejected.ResourceInDeleteWindow": { status: 409, message: "The secret is planned to be deleted." },
  "Rejected.ResourceInUse": {
    status: 409,
    message: "The secret is in use: it does not wait for its deletion, or it is being rotated.",
  },
  "Rejected.InvalidRequest": { status: 400, message: "The parameters do not go together." },
  "Rejected.DeletionProtected": {
    status: 409,
    message: "The request was rejected because the resource is protected from deletion.",
  },
  "Rejected.StateModifiedFailed": { status: 409, message: "Keystate modified failed." },

  // Dry runs
  DryRunOperationError: {
    status: 400,
    message:
      "The request passes the dry run. If you do not configure the DryRun parameter and retain the other parameter configurations to call the same operation, the operation will be performed.",
  },
  ValidationError: { status: 400, message: "A parameter value in the request is invalid." },
  AccessDeniedError: {
    status: 403,
    message: "You do not have the permissions to access the resources that you want to manage.",
  },

  // The service's own trouble
  InternalFailure: { status: 500, message: "Internal Failure." },
  ServiceUnavailableTemporary: { status: 503, message: "Service Unavailable Temporary." },
} as const satisfies Readonly<Record<string, ErrorRow>>;

/** A wire code of {@link errorCatalogue}. */
export type ErrorCode = keyof typeof errorCatalogue;
