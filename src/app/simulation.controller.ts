import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CityTime } from '../platform/clock/index.ts';
import { Allow } from '../platform/http/index.ts';
import { type ClockFaceView, MoveClockDto } from './simulation.dto.ts';
import { Simulation } from './simulation.ts';

/** Only with SIM_CLOCK=1, which production refuses. */
@Controller('dev/clock')
export class SimulationController {
  constructor(
    private readonly simulation: Simulation,
    private readonly time: CityTime,
  ) {}

  /** What the simulated clock shows. */
  @Get()
  @Allow('clock.simulate')
  show(): ClockFaceView {
    return { now: this.time.write(this.simulation.now()) };
  }

  /** Moves the clock forward; everything that would have rung in between has rung, in order, before it answers. */
  @Post()
  @HttpCode(200)
  @Allow('clock.simulate')
  async move(@Body() { now }: MoveClockDto): Promise<ClockFaceView> {
    return { now: this.time.write(await this.simulation.advanceTo(new Date(now))) };
  }
}
