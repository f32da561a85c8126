import { type DynamicModule, Module } from '@nestjs/common';
import { AttachmentController } from './attachment.controller.ts';
import { PublicAttachmentController } from './attachment.public.controller.ts';
import { AttachmentReadModel } from './attachment.read-model.ts';
import { AttachmentRepository } from './attachment.repository.ts';
import { AttachmentPolicy } from './domain/attachment-policy.ts';
import { FileKeeping } from './file-keeping.service.ts';
import { ForgottenFiles } from './forgotten-file.service.ts';
import { Inspection } from './inspection.service.ts';
import { MailedFiles } from './mailed-file.service.ts';
import { StockTaking } from './stock-taking.service.ts';
import { UnusedUploads } from './unused-upload.service.ts';
import { UploadDesk } from './upload-desk.service.ts';
import { Uploads } from './upload.service.ts';

/** Lends the city's policy, to be imported once by the application. */
@Module({})
export class AttachmentPolicyModule {
  static of(policy: AttachmentPolicy): DynamicModule {
    return {
      module: AttachmentPolicyModule,
      global: true,
      providers: [{ provide: AttachmentPolicy, useValue: policy }],
      exports: [AttachmentPolicy],
    };
  }
}

@Module({
  controllers: [AttachmentController, PublicAttachmentController],
  providers: [
    AttachmentReadModel,
    AttachmentRepository,
    FileKeeping,
    ForgottenFiles,
    Inspection,
    MailedFiles,
    StockTaking,
    UnusedUploads,
    UploadDesk,
    Uploads,
  ],
  exports: [AttachmentReadModel, AttachmentRepository, FileKeeping, MailedFiles, StockTaking],
})
export class FileModule {}
