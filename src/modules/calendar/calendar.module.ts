import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller.ts';
import { CalendarRepository } from './calendar.repository.ts';
import { CalendarRevisionRepository } from './calendar-revision.repository.ts';
import { CalendarRevisions } from './calendar-revision.service.ts';
import { Calendars } from './calendar.service.ts';

@Module({
  controllers: [CalendarController],
  providers: [CalendarRepository, CalendarRevisionRepository, CalendarRevisions, Calendars],
  exports: [CalendarRevisions, Calendars],
})
export class CalendarModule {}
