import { Type } from 'class-transformer';
import { IsDefined, IsInt, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { InvalidInput } from '../../kernel/errors.ts';
import { validationPipe } from './validation.ts';
import { IsText } from './validators.ts';

class PlaceDto {
  @IsInt()
  @IsOptional()
  floor?: number;
}

class SentDto {
  @MaxLength(3)
  @IsText(3)
  @IsDefined()
  subject: string;

  @ValidateNested({ each: true })
  @Type(() => PlaceDto)
  @IsOptional()
  places?: PlaceDto[];
}

const check = (body: unknown): Promise<unknown> =>
  validationPipe().transform(body, { type: 'body', metatype: SentDto }) as Promise<unknown>;

const wrong = (body: unknown): Promise<string[]> =>
  check(body).then(
    () => [],
    (error: unknown) => (error as InvalidInput).errors.map(({ field, code }) => `${field} ${code}`),
  );

test('a right body arrives as its DTO, with the DTOs within it', async () => {
  const body = (await check({ subject: '燈', places: [{ floor: 1 }] })) as SentDto;
  expect(body).toBeInstanceOf(SentDto);
  expect(body.places![0]).toBeInstanceOf(PlaceDto);
});

test('what is wrong is refused as invalid input', async () => {
  await expect(check({})).rejects.toBeInstanceOf(InvalidInput);
});

test('every wrong field is named by its path, once each', async () => {
  const body = { subject: 4, places: [{ floor: 1 }, { floor: 'x' }] };
  expect(await wrong(body)).toEqual(['subject field.type', 'places.1.floor field.type']);
});

test('a field that the contract does not know is refused, within others too', async () => {
  expect(await wrong({ subject: 'x', isAdmin: true, places: [{ roof: 1 }] })).toEqual([
    'isAdmin field.unknown',
    'places.0.roof field.unknown',
  ]);
});

test('the name of an unknown field is not repeated where it may be somebody’s name or number', async () => {
  expect(await wrong({ subject: 'x', 王小明: true, places: [{ '0912-345-678': 1 }] })).toEqual([
    '… field.unknown',
    'places.0.… field.unknown',
  ]);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a field called %s reaches nobody', async (name) => {
  const body = await check(JSON.parse(`{ "subject": "x", "${name}": { "isAdmin": true } }`));
  expect(Object.entries(body as object)).toEqual([['subject', 'x']]);
  expect(body).not.toHaveProperty('isAdmin');
});
