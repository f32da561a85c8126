import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsDefined, IsIn, IsObject, IsOptional } from 'class-validator';
import { IsText } from '../../../platform/http/index.ts';
import { BULK_COMMANDS, type BulkCommand } from '../domain/bulk-command.ts';

const MOST_CASES = 100;
const CASE_NO = 40;

export class BulkDto {
  @IsIn(BULK_COMMANDS)
  @IsDefined()
  command: BulkCommand;

  /** At most 100. */
  @IsText(CASE_NO, { each: true })
  @ArrayUnique()
  @ArrayMaxSize(MOST_CASES)
  @ArrayMinSize(1)
  @IsArray()
  @IsDefined()
  caseNos: string[];

  /** What the command alone would take, the same for each case. */
  @IsObject()
  @IsOptional()
  body?: object;
}

/** What became of one case. */
export class BulkResultView {
  caseNo: string;
  /** As the command alone would have been answered: 200, or why not. */
  status: number;
  /** Of the refusal; null when it was done. */
  code: string | null;
  detail: string | null;
  /** After the command; null when it was refused. */
  version: number | null;
}

export class BulkView {
  /** In the order in which they were named. */
  results: BulkResultView[];
  done: number;
  refused: number;
}
