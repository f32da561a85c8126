import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { isThisMachine } from '../config/index.ts';
import { type Mail, MailPort } from './mail.port.ts';
import { NotSent } from './not-sent.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:port`, or `smtps:`; nodemailer's own options may follow as a query. */
  readonly url: string;
  /** Sender of every mail. */
  readonly from: string;
}

/** How long a server may be silent at each step. Together well below the time after which a mail is tried again. */
const TIMEOUTS = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** The steps at which a server speaks about this one mail; an earlier refusal is about us, and may be put right. */
const ABOUT_THE_MAIL: readonly string[] = ['RCPT TO', 'DATA'];

const MISORDERED = 503;

/** What nodemailer tells of a failure. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** Hands mails to an SMTP server, over a few connections that are kept open. */
export class SmtpMail extends MailPort implements OnApplicationShutdown {
  readonly captures = false;
  private readonly transport;
  private readonly domain: string;

  constructor({ url, from }: SmtpSettings) {
    super();
    this.domain = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
    this.transport = createTransport(
      { url, pool: true, maxConnections: 5, maxRequeues: 1, requireTLS: needsTls(url), ...TIMEOUTS },
      { from, disableFileAccess: true, disableUrlAccess: true },
    );
  }

  async send({ id, to, subject, text, replyTo }: Mail): Promise<void> {
    try {
      await this.transport.sendMail({
        to: { name: '', address: to }, // never parsed as a list
        ...(replyTo !== null && { replyTo: { name: '', address: replyTo } }),
        subject,
        text,
        messageId: `<${id}@${this.domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }, // RFC 3834: answer no machine
      });
    } catch (error) {
      throw toNotSent(error as SmtpError);
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

/** A password goes to no other machine in the clear (RFC 3207: STARTTLS). */
function needsTls(url: string): boolean {
  const { protocol, hostname, password } = new URL(url);
  return protocol === 'smtp:' && password !== '' && !isThisMachine(hostname);
}

/** @see RFC 5321 §4.2.1 (4yz transient, 5yz permanent) and RFC 3463 (enhanced codes) */
export function toNotSent({ code, originalCode, command, response, responseCode }: SmtpError): NotSent {
  if (responseCode === undefined) return new NotSent(originalCode ?? code ?? 'unknown', false);
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  const reason = ['SMTP', responseCode, enhanced].filter(Boolean).join(' ');
  const refused = responseCode >= 500 && responseCode !== MISORDERED;
  return new NotSent(reason, refused && command !== undefined && ABOUT_THE_MAIL.includes(command));
}
