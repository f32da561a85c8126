import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, isEmail, IsString, MaxLength, registerDecorator, type ValidationOptions } from 'class-validator';
import { civilDate, FIRST_DAY, LAST_DAY } from '../../kernel/civil-date.ts';
import { isPlain } from '../../kernel/plain-text.ts';

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

export const isPlainText = (value: unknown): boolean => typeof value === 'string' && isPlain(value);

/** Whether a text is a date and time with its offset (RFC 3339) that exists, on a day that a field may say. */
export function isInstant(value: unknown): boolean {
  return typeof value === 'string' && RFC3339.test(value) && !Number.isNaN(Date.parse(value)) && isDay(value.slice(0, 10));
}

/** Whether a text is a day that exists, of an age of which somebody may ask: one can be counted from it, back and on, and the database knows it. */
export function isDay(value: unknown): boolean {
  try {
    return typeof value === 'string' && civilDate(value) === value && value >= FIRST_DAY && value <= LAST_DAY;
  } catch {
    return false;
  }
}

const decorator =
  (name: string, validate: (value: unknown) => boolean) =>
  (options?: ValidationOptions): PropertyDecorator =>
  (object, property) =>
    registerDecorator({
      name,
      target: object.constructor,
      propertyName: property as string,
      options: options ?? {},
      validator: { validate },
    });

export const IsInstant = decorator('isInstant', isInstant);
export const IsDay = decorator('isDay', isDay);
export const IsInstantOrDay = decorator('isInstantOrDay', (value) => isInstant(value) || isDay(value));

/** An e-mail address. What is no plain text is none: class-validator's own check throws on half a character. */
export const IsEmailAddress = decorator('isEmail', (value) => isPlainText(value) && isEmail(value));

/** Whether a text says anything: blanks, of whatever width or none, are nothing. What is no text is judged elsewhere. */
export const isFilled = (value: unknown): boolean => typeof value !== 'string' || /[^\p{Z}\p{Cc}\p{Cf}]/u.test(value);

export const IsFilled = decorator('isFilled', isFilled);

const FLAGS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);

/** `true` or `false` in a query; anything else is left as it is, to be refused. */
export const IsFlag = (): PropertyDecorator =>
  applyDecorators(
    IsBoolean(),
    Transform(({ value }: { value: unknown }) => FLAGS.get(value) ?? value),
  );

const MOST_ANSWERS = 50;
const LONGEST_ANSWER = 500;

/** A flat map from codes to short texts. */
export function isAnswers(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MOST_ANSWERS &&
    entries.every(
      ([code, answer]) => /^[\w.-]{1,64}$/.test(code) && isPlainText(answer) && (answer as string).length <= LONGEST_ANSWER,
    )
  );
}

export const IsAnswers = decorator('isAnswers', isAnswers);
export const IsPlainText = decorator('isPlainText', isPlainText);

/** Text of at most `most` characters without control characters; with `each`, a list of such texts. */
export const IsText = (most: number, options?: ValidationOptions): PropertyDecorator =>
  applyDecorators(IsString(options), MaxLength(most, options), IsPlainText(options));
