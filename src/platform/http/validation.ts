import { ValidationPipe, type ValidationError } from '@nestjs/common';
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

function flatten(error: ValidationError, parent: string): FieldError[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.keys(error.constraints ?? {}).map((constraint) => fieldErrorOf(field, constraint));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}
