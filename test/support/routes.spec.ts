import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { routesOf } from './routes.ts';

@Controller('cases')
class Cases {
  @Get(':caseNo')
  find(): string {
    return '';
  }

  @Post(':caseNo/close')
  close(): string {
    return '';
  }
}

@Module({ controllers: [Cases] })
class Site {}

test('a route is known of whoever put it on the server: Nest, a plugin, or the program itself, before Nest and after it', async () => {
  const adapter = new FastifyAdapter();
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.get('/api/v1/first', () => '');
  const app = await NestFactory.create<NestFastifyApplication>(Site, adapter, { logger: false });
  app.setGlobalPrefix('api/v1');
  await fastify.register(async (plugin) => {
    plugin.route({ method: ['PUT', 'DELETE'], url: '/plugged', handler: () => '' });
    plugin.head('/looked-at', () => '');
  });
  await app.init();
  fastify.all('/api/last', () => '');
  const routes = routesOf({ app });
  expect(routes.filter((route) => !route.endsWith('/last')).sort()).toEqual([
    'DELETE /plugged',
    'GET /cases/:caseNo',
    'GET /first',
    'HEAD /looked-at',
    'POST /cases/:caseNo/close',
    'PUT /plugged',
  ]);
  expect(routes).toContain('GET /api/last');
  await app.close();
});
