import { Injectable } from '@nestjs/common';
import { Handles, type JobHandler } from '../../../platform/queue/index.ts';
import type { CountedClock } from './domain/replanning.ts';
import { REPLAN } from './replanning.jobs.ts';
import { Replannings } from './replanning.service.ts';

@Injectable()
@Handles(REPLAN)
export class ReplanningProcessor implements JobHandler<typeof REPLAN> {
  constructor(private readonly replannings: Replannings) {}

  handle({ after }: { readonly after: CountedClock | null }): Promise<void> {
    return this.replannings.work(after);
  }
}
