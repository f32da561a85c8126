/** The process answers. */
export class HealthView {
  status: 'ok';
}

/** The process can work. */
export class ReadyView {
  status: 'ready';
}
