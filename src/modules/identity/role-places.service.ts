import { Injectable } from '@nestjs/common';
import { CityTime } from '../../platform/clock/index.ts';
import { Agencies, isActive } from '../agencies/index.ts';
import { Areas } from '../geography/index.ts';
import type { RolePlaces } from './domain/role.ts';

/** The agencies and districts of the city at which, or for which, a role may be held today. */
@Injectable()
export class CityRolePlaces implements RolePlaces {
  constructor(
    private readonly agencies: Agencies,
    private readonly areas: Areas,
    private readonly time: CityTime,
  ) {}

  isAgency(code: string): boolean {
    const agency = this.agencies.find(code);
    return agency !== undefined && isActive(agency, this.time.today());
  }

  isDistrict(code: string): boolean {
    return this.areas.districtName(code) !== '';
  }
}
