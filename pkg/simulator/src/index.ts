export { createSimulator, type Simulator, type SimulatorCounts, type SimulatorStart } from './createSimulator';
export { DEFAULT_OPTIONS, type SimulatorOptions } from './options';
export { SCENARIOS, scenarioNamed } from './scenarios/scenarios';
export { type Scenario } from './core/scenario';
export { type Truth, type TruthAggregate, type TruthJob, type TruthLabel, type TruthSession } from './core/truth';
export { eventsUntil } from './core/engine';
export { type SimEvent } from './core/events';
export { type AgentJob, type WorkflowSession } from './core/wire';
