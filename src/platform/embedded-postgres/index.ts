export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  ensureDatabase,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
