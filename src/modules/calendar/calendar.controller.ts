import { Controller, Get, Query } from '@nestjs/common';
import { Allow } from '../../platform/http/index.ts';
import { type CalendarDaysView, daysOf, DaysQuery, toCalendarDayView } from './calendar.dto.ts';
import { Calendars } from './calendar.service.ts';

@Controller('calendar')
export class CalendarController {
  constructor(private readonly calendars: Calendars) {}

  /** What the days are by the calendar in force: when the office is open, who said so and why. */
  @Get('days')
  @Allow('calendar.read')
  days(@Query() query: DaysQuery): CalendarDaysView {
    const calendar = this.calendars.current();
    return { calendarVersion: calendar.version, items: daysOf(query).map((day) => toCalendarDayView(day, calendar)) };
  }
}
