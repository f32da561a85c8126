import { Controller, Get, Query } from '@nestjs/common';
import { Public } from '../../platform/http/index.ts';
import { AreaQuery, type AreaView, toAreaView } from './area.dto.ts';
import { Areas } from './area.service.ts';

@Controller('areas')
export class AreaController {
  constructor(private readonly areas: Areas) {}

  /** District, village and zones of a point; 404 outside the city. */
  @Get()
  @Public()
  at(@Query() { lat, lng }: AreaQuery): AreaView {
    return toAreaView(this.areas.at({ lat, lng }));
  }
}
