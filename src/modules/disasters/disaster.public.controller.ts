import { Controller, Get } from '@nestjs/common';
import { OfficialContacts } from '../../kernel/personal-words.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { Public } from '../../platform/http/index.ts';
import { type NoticesView, toNoticesView } from './disaster.dto.ts';
import { DisasterReadModel } from './disaster.read-model.ts';

@Controller('public/notices')
export class PublicNoticeController {
  constructor(
    private readonly reader: DisasterReadModel,
    private readonly time: CityTime,
    private readonly offices: OfficialContacts,
  ) {}

  /** What everybody who turns to the city should know now; mostly nothing. */
  @Get()
  @Public()
  async list(): Promise<NoticesView> {
    return toNoticesView(await this.reader.current(), this.offices, (at) => this.time.write(at));
  }
}
