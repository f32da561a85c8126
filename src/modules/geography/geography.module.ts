import { type DynamicModule, Module } from '@nestjs/common';
import { AreaController } from './area.controller.ts';
import { Areas } from './area.service.ts';
import { CityAreas } from './domain/city-areas.ts';

/** Hands over the areas of the city the process runs for, to be imported once by the application. */
@Module({})
export class CityAreasModule {
  static of(areas: CityAreas): DynamicModule {
    return {
      module: CityAreasModule,
      global: true,
      providers: [{ provide: CityAreas, useValue: areas }],
      exports: [CityAreas],
    };
  }
}

@Module({ controllers: [AreaController], providers: [Areas], exports: [Areas] })
export class GeographyModule {}
