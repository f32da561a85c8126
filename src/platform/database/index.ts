export { type ConstraintErrors, refusing, violatedConstraint } from './constraint-errors.ts';
export { Database, type Db, type Tx } from './database.ts';
export { join, json, Sql, sql } from './sql.ts';
export { SequenceBlocks } from './sequence-blocks.ts';
export { DatabaseModule } from './database.module.ts';
export { knownMigrations, migrate, pendingMigrations } from './migrate.ts';
export { type DatabaseAddresses, mayChangeTheRecord } from './program-role.ts';
