export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  ensureDatabase,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
export { holdsServer, runningServerUrl } from './running-server.ts';
