import { Database, type Sql, type Tx } from '../../src/platform/database/index.ts';

/** A database that keeps the statements it was asked, for a look at what they cost. */
export class RecordingDatabase extends Database {
  readonly asked: Sql[] = [];

  override query<Row>(statement: Sql): Promise<Row[]> {
    this.asked.push(statement);
    return super.query<Row>(statement);
  }

  override transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return super.transaction((tx) => {
      const query = <Row>(statement: Sql): Promise<Row[]> => {
        this.asked.push(statement);
        return tx.query<Row>(statement);
      };
      return work({ ...tx, query });
    });
  }
}

/** One step of a plan that was run. */
export interface PlanStep {
  readonly kind: string;
  /** Of the index, else of the table, that was read; empty for steps that read none. */
  readonly name: string;
  /** Rows that were looked at, those that a filter threw away included. */
  readonly rows: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Runs a statement – what it changes is changed – and tells every step of its plan, the outermost first. */
export async function planOf(database: Database, { text, values }: Sql): Promise<PlanStep[]> {
  const explained = { text: `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, values } as unknown as Sql;
  const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explained);
  return steps(row!['QUERY PLAN'][0].Plan);
}

const steps = (node: PlanNode): PlanStep[] => [
  {
    kind: node['Node Type'],
    name: node['Index Name'] ?? node['Relation Name'] ?? '',
    rows:
      node['Actual Loops'] *
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)),
  },
  ...(node.Plans ?? []).flatMap(steps),
];
