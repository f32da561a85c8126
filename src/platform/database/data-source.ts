import pg from 'pg';
import { DataSource } from 'typeorm';

const { builtins, getTypeParser } = pg.types;

/** Days stay text: the driver would make them midnight of the server's own zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format): unknown => (type === builtins.DATE ? String : getTypeParser(type, format)),
};

export interface ConnectionSettings {
  readonly url: string;
  readonly pool: number;
  readonly entities?: readonly (new () => object)[];
  readonly migrations?: readonly (new () => object)[];
}

/** TypeORM holds the connections, runs the migrations and checks the entities against the tables; the SQL is ours. */
export function createDataSource({ url, pool, entities = [], migrations = [] }: ConnectionSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: pool,
    entities: [...entities],
    migrations: [...migrations] as never,
    migrationsTableName: 'schema_migrations',
    applicationName: 'paian',
    synchronize: false,
    migrationsRun: false,
    logging: false,
    installExtensions: false,
    extra: { types, keepAlive: true },
  });
}
