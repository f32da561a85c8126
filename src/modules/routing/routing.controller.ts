import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { CityTime } from '../../platform/clock/index.ts';
import { Allow, type Language, PreferredLanguage } from '../../platform/http/index.ts';
import { type DecisionView, ExplainDto, toDecisionView, toTrial } from './routing.dto.ts';
import { RoutingExplanations } from './routing-explanation.service.ts';

@Controller('routing')
export class RoutingController {
  constructor(
    private readonly explanations: RoutingExplanations,
    private readonly time: CityTime,
  ) {}

  /** Which agency would get a case, and why. Stores nothing. */
  @Post('explain')
  @HttpCode(HttpStatus.OK)
  @Allow('routing.explain')
  explain(@Body() body: ExplainDto, @PreferredLanguage() language: Language): DecisionView {
    const { decision, dueAt } = this.explanations.explain(toTrial(body, this.time.now()));
    return toDecisionView(decision, this.time.write(dueAt), language);
  }
}
