export { CityTime } from './city-time.ts';
export { ClockModule } from './clock.module.ts';
export { Clock, SimulatedClock, SystemClock } from './clock.ts';
