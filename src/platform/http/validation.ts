import { type Type, ValidationPipe, type ValidationError } from '@nestjs/common';
import { type FieldError, InvalidInput } from '../../kernel/errors.ts';
import { fieldErrorOf } from './field-errors.ts';

/** Checks every body and query against its DTO: unknown fields are refused, every wrong field is named. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new InvalidInput(errors.flatMap((error) => flatten(error, ''))),
  });

/** How a field may be called that nobody knows, for its name to be repeated: what else stands there may be somebody's name or number. */
const REPEATABLE = /^[A-Za-z_-]{1,40}$/;

function flatten(error: ValidationError, parent: string): FieldError[] {
  const isUnknown = error.constraints !== undefined && 'whitelistValidation' in error.constraints;
  const name = isUnknown && !REPEATABLE.test(error.property) ? '…' : error.property;
  const field = parent === '' ? name : `${parent}.${name}`;
  const own = Object.keys(error.constraints ?? {}).map((constraint) => fieldErrorOf(field, constraint));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}

/**
 * Reads a body that stands inside another as if it had come alone.
 *
 * @param field where it stands: the wrong fields are named below it
 * @throws InvalidInput
 */
export async function readBody<Dto extends object>(dto: Type<Dto>, body: object, field: string): Promise<Dto> {
  try {
    return (await validationPipe().transform(body, { type: 'body', metatype: dto })) as Dto;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(error.errors.map((each) => ({ ...each, field: `${field}.${each.field}` })));
  }
}
