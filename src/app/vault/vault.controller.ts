import { Controller, Get, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { Allow, CurrentActor } from '../../platform/http/index.ts';
import { type VaultRotation, VaultRotationNotFound, VaultRotations } from '../../platform/vault/index.ts';
import { toVaultRotationView, type VaultRotationView } from './vault.dto.ts';

@Controller('vault/rotations')
export class VaultController {
  constructor(
    private readonly rotations: VaultRotations,
    private readonly time: CityTime,
  ) {}

  /**
   * Change the keys by which personal data is sealed and found. The city works on meanwhile; in the background everything is sealed again,
   * and then the old keys are destroyed.
   */
  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @Allow('vault.rotate')
  async ask(@CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<VaultRotationView> {
    const rotation = await this.rotations.ask(actor);
    void reply.header('location', `/api/v1/vault/rotations/${rotation.id}`);
    return this.view(rotation);
  }

  /** How far a change of the keys has come. */
  @Get(':id')
  @Allow('vault.rotate')
  async get(@Param('id') id: string): Promise<VaultRotationView> {
    if (!isUUID(id)) throw new VaultRotationNotFound();
    return this.view(await this.rotations.get(id));
  }

  private view(rotation: VaultRotation): VaultRotationView {
    return toVaultRotationView(rotation, (at) => this.time.write(at));
  }
}
