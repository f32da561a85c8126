export { Clock, SimulatedClock, SystemClock } from './clock.ts';
