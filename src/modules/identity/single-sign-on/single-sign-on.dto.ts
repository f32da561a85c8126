import { IsOptional, Matches } from 'class-validator';
import { IsText } from '../../../platform/http/index.ts';
import { LOCAL_PATH } from './domain/local-path.ts';

export class BeginSignInQuery {
  /** A path of this site to come back to, e.g. `/cases/C26-000001-9`; its first page otherwise. */
  @IsOptional()
  @IsText(500)
  @Matches(LOCAL_PATH)
  returnTo?: string;
}
