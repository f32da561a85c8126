import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { secureHeaders } from './security-headers.ts';

@Module({})
class NothingModule {}

async function siteBy(scheme: 'http' | 'https'): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter();
  const app = await NestFactory.create<NestFastifyApplication>(NothingModule, adapter, { logger: false });
  await secureHeaders(adapter.getInstance<FastifyInstance>(), scheme === 'https');
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, new DocumentBuilder().build()));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

describe('the page that explains the interface', () => {
  let site: NestFastifyApplication;

  beforeAll(async () => {
    site = await siteBy('https');
  });

  afterAll(() => site.close());

  test('has no script but those of this site, which its policy lets it run', async () => {
    const page = await site.inject({ url: '/api/docs' });
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    const scripts = [...page.body.matchAll(/<script\b([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, inline] of scripts) {
      expect([attributes, inline!.trim()]).toEqual([expect.stringContaining('src='), '']);
      const address = new URL(/src=["']([^"']+)/.exec(attributes!)![1]!, 'https://1999.example/api/docs');
      expect(address.host).toBe('1999.example');
      const script = await site.inject({ url: address.pathname });
      expect([address.pathname, script.statusCode]).toEqual([address.pathname, 200]);
    }
  });

  test.each(['/api/documents', '/api', '/docs'])('lends nothing to %s', async (url) => {
    expect((await site.inject({ url })).headers['content-security-policy']).not.toContain('script-src');
  });
});

test('browsers are told to come by TLS only where they do', async () => {
  const site = await siteBy('http');
  expect((await site.inject({ url: '/' })).headers['strict-transport-security']).toBeUndefined();
  await site.close();
});
