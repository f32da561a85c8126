import type { City } from '../../src/platform/config/index.ts';
import { OFFICE_HOURS, TAIPEI } from './calendars.ts';

/** A city that tests below the application are about. */
export const SOMEWHERE: City = {
  code: 'somewhere',
  nameZh: '某市',
  nameEn: 'Somewhere',
  timeZone: TAIPEI,
  officeHours: OFFICE_HOURS,
  borderMetres: 50,
  triageAgencyCode: 'A-0',
  hotlineNumber: '1999',
};
