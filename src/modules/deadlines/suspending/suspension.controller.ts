import { Controller, Get, Param } from '@nestjs/common';
import { Allow } from '../../../platform/http/index.ts';
import { DisasterId } from '../../disasters/index.ts';
import { type SuspensionsView, toSuspensionsView } from './suspension.dto.ts';
import { SuspensionReadModel } from './suspension.read-model.ts';

@Controller('disasters')
export class SuspensionController {
  constructor(private readonly reader: SuspensionReadModel) {}

  /** How far the clocks of open cases are suspended, and run again. */
  @Get(':id/clocks')
  @Allow('disaster.read')
  async clocks(@Param('id', DisasterId) id: string): Promise<SuspensionsView> {
    return toSuspensionsView(await this.reader.of(id));
  }
}
