import { Injectable } from '@nestjs/common';
import { type CivilDate, dayOf, instantAt, toRfc3339 } from '../../kernel/civil-date.ts';
import { City } from '../config/index.ts';
import { Clock } from './clock.ts';

/** The clock and the calendar on the city's wall. */
@Injectable()
export class CityTime {
  constructor(
    private readonly clock: Clock,
    private readonly city: City,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  today(): CivilDate {
    return dayOf(this.clock.now(), this.city.timeZone);
  }

  /** The first instant of a day in the city. */
  beginningOf(day: CivilDate): Date {
    return instantAt(day, 0, this.city.timeZone);
  }

  /** Four digits, of the city's calendar. */
  year(): number {
    return Number(this.today().slice(0, 4));
  }

  /** RFC 3339 with the city's offset: how every answer writes an instant. */
  write(at: Date): string {
    return toRfc3339(at, this.city.timeZone);
  }
}
