/** What a server keeps in its data folder: the one place that names the package of its stores. */
export {
  lockDataFolder,
  openSqliteNonceStore as openNonceStore,
  openSqliteStoreFile as openStoreFile,
} from "@keyferry/store-sqlite";
