import { type Sql, sql } from '../../platform/database/index.ts';

/**
 * `isSealed` of the level of a petition, as a condition on rows.
 *
 * @param petition the alias of its row of `petitions`
 * @param answeredBy the alias of the case that answers it
 */
export const isSecret = (petition: Sql, answeredBy: Sql): Sql =>
  sql`(${petition}.anonymous OR ${petition}.confidential OR ${answeredBy}.confidential)`;
