export { MessageSettings } from './domain/message-settings.ts';
export { compileTemplates, type TemplateFile, type TemplateProblem, Templates } from './domain/template.ts';
export { IncomingMails } from './incoming/incoming-mails.service.ts';
export { NotificationModule } from './notification.module.ts';
export { PostRoom } from './post-room.service.ts';
export { SealedMessages } from './sealed-messages.repository.ts';
export { MessageForgetting } from './message-forgetting.repository.ts';
