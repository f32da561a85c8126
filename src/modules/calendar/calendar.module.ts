import { Module } from '@nestjs/common';
import { CalendarRepository } from './calendar.repository.ts';
import { Calendars } from './calendar.service.ts';

@Module({ providers: [CalendarRepository, Calendars], exports: [Calendars] })
export class CalendarModule {}
