import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { squareCity } from '../../../test/support/square-city.ts';
import { City } from '../../platform/config/index.ts';
import { ProblemFilter } from '../../platform/http/problem.filter.ts';
import { validationPipe } from '../../platform/http/validation.ts';
import { Module } from '@nestjs/common';
import { CityAreasModule, GeographyModule } from './geography.module.ts';

const CITY: City = {
  code: 'square',
  nameZh: '海角市政府',
  nameEn: 'City Government',
  timeZone: 'Asia/Taipei',
  officeHours: [],
  borderMetres: 50,
  triageAgencyCode: 'X',
  hotlineNumber: '1999',
};

@Module({})
class CityModule {}

let app: NestFastifyApplication;

beforeAll(async () => {
  const zones = [
    { code: 'PORT', nameZh: '漁港', nameEn: 'Harbour', polygons: [[[121, 25, 121.01, 25, 121.01, 25.01, 121, 25.01]]] },
  ];
  const config = { module: CityModule, global: true, providers: [{ provide: City, useValue: CITY }], exports: [City] };
  const testing = await Test.createTestingModule({
    imports: [config, CityAreasModule.of(squareCity({ zones })), GeographyModule],
  }).compile();
  app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
});

afterAll(() => app.close());

async function get(query: string): Promise<{ status: number; body: unknown }> {
  const { statusCode, body } = await app.inject({ method: 'GET', url: `/areas${query}` });
  return { status: statusCode, body: JSON.parse(body) as unknown };
}

test('a point has a county, a district, a village and zones', async () => {
  expect(await get('?lat=25.005&lng=121.005')).toEqual({
    status: 200,
    body: {
      county: '海角市',
      district: { code: '90000010', name: '北區' },
      village: { code: '90000010001', name: '光明里' },
      zones: ['PORT'],
    },
  });
  expect(await get('?lat=25.015&lng=121.015')).toMatchObject({ body: { village: { name: '海安里' }, zones: [] } });
});

test('a point outside the city is not found', async () => {
  expect(await get('?lat=25.3&lng=121.005')).toMatchObject({ status: 404, body: { code: 'area.outside_city' } });
});

test.each([
  ['', ['lat field.required', 'lng field.required']],
  ['?lat=25.005', ['lng field.required']],
  ['?lat=&lng=121.005', ['lat field.type']],
  ['?lat=0x19&lng=121.005', ['lat field.type']],
  ['?lat=25&lat=26&lng=121.005', ['lat field.type']],
  ['?lat=Infinity&lng=NaN', ['lat field.type', 'lng field.type']],
  ['?lat=91&lng=-181', ['lat field.out_of_range', 'lng field.out_of_range']],
  ['?lat=25.005&lng=121.005&radius=5', ['radius field.unknown']],
])('/areas%s names its wrong fields', async (query, expected) => {
  const { status, body } = await get(query);
  const { errors } = body as { errors: { field: string; code: string }[] };
  expect([status, errors.map(({ field, code }) => `${field} ${code}`)]).toEqual([422, expected]);
});
