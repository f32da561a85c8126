import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import type { TestApp } from './test-app.ts';

const registered = new WeakMap<object, string[]>();

/** Fastify shows every server before anything is registered with it, so that none of its routes is missed, whoever puts it there. */
const note = (message: unknown): void => {
  const { fastify } = message as { readonly fastify: FastifyInstance };
  const routes: string[] = [];
  registered.set(fastify, routes);
  fastify.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((one) => `${one} ${url}`));
  });
};
subscribe('fastify.initialization', note);
afterAll(() => unsubscribe('fastify.initialization', note));

/**
 * Every route that the server answers, as it knows them: `GET /cases/:caseNo`; those outside `/api/v1` whole. Without the HEAD that
 * Fastify adds to each GET.
 */
export function routesOf({ app }: Pick<TestApp, 'app'>): string[] {
  const routes = registered.get(app.getHttpAdapter().getInstance());
  if (routes === undefined) throw new Error('the server was made before its routes were listened for');
  const isAdded = (route: string): boolean => route.startsWith('HEAD ') && routes.includes(route.replace('HEAD ', 'GET '));
  return routes.filter((route) => !isAdded(route)).map((route) => route.replace(' /api/v1', ' '));
}
