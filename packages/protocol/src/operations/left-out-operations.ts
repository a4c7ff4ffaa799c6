/**
 * Operations that API 2016-01-20 had in earlier years, by their names: of certificates, certificate authorities and key
 * stores. The service has withdrawn them, and their shapes are published no more.
 */
export const leftOutOperations: readonly string[] = [
  "CertificatePrivateKeyDecrypt",
  "CertificatePrivateKeySign",
  "CertificatePublicKeyEncrypt",
  "CertificatePublicKeyVerify",
  "ConnectKeyStore",
  "CreateCertificate",
  "CreateCertificateAuthority",
  "CreateKeyStore",
  "CreateServiceKey",
  "DeleteCertificate",
  "DescribeCertificate",
  "DescribeService",
  "ExportCertificate",
  "GetCertificate",
  "ImportCertificate",
  "ImportEncryptionCertificate",
  "IssueCertificate",
  "ListCertificates",
  "UpdateCertificateStatus",
  "UploadCertificate",
];
