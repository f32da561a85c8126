import { applyDecorators, type Type } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiHeader, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/** Documents a route that answers `Page<View>`: the build reads what a route returns, but not the parameters of its type. */
export const ListOf = (view: Type): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(view),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'nextCursor'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(view) } },
          nextCursor: { type: 'string', nullable: true, description: 'Ask with it for the next page; null on the last.' },
          total: { type: 'integer', description: 'All rows, whatever the page; only with `count=true`.' },
        },
      },
    }),
  );

/** Documents a route that answers `Answered<View>`: what was made, or what was made when the same key was sent before. */
export const MakesOnce = (view: Type): MethodDecorator => ApiCreatedResponse({ type: view });

/** Documents a header that a decorator of a parameter reads. */
export const documentedHeader =
  (name: string, description: string): ParameterDecorator =>
  (prototype, method) => {
    if (method === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(prototype, method)!;
    (ApiHeader({ name, description, required: false }) as MethodDecorator)(prototype, method, descriptor);
  };
