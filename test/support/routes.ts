import { type RequestMethod, RequestMethod as Methods } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { TestApp } from './test-app.ts';

/** Every route that the process answers, read from its controllers: `GET /cases/:caseNo`. */
export function routesOf(city: TestApp): string[] {
  const discovery = city.app.get(DiscoveryService, { strict: false });
  return discovery.getControllers().flatMap(({ metatype, instance }) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name]!;
      const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const parts = [Reflect.getMetadata('path', metatype!), Reflect.getMetadata('path', handler)] as string[];
      const path = parts.map((part) => part.replace(/^\/|\/$/g, '')).filter(Boolean);
      return [`${Methods[method]} /${path.join('/')}`];
    });
  });
}
