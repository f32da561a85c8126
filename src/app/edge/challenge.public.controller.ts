import { Controller, Get } from '@nestjs/common';
import { Challenges } from '../../platform/edge/index.ts';
import { Public } from '../../platform/http/index.ts';
import { type ChallengeView, toChallengeView } from './challenge.dto.ts';

@Controller('public/challenges')
export class ChallengeController {
  constructor(private readonly challenges: Challenges) {}

  /** A proof of work for a public form, to be solved while people type. Its solution goes with the form, in `X-Challenge-Solution`. */
  @Get()
  @Public()
  async make(): Promise<ChallengeView> {
    return toChallengeView(await this.challenges.make());
  }
}
