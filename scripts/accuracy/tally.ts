import { NEIGHBOURS, type Neighbour } from './neighbour-rules.ts'

/** What a rule said over many replays, in reports. */
export interface RuleTally {
  /** Reports in which some point was called a regression. */
  readonly alarms: number
  /** Reports in which the benchmark that lost something was, at a core count that lost it. */
  readonly found: number
  /** Reports in which exactly the points that lost something were. */
  readonly named: number
  /** Reports in which some point at one core was. */
  readonly accusedOne: number
}

/** An A/A estimate at one point, in logarithms. */
export interface Width {
  /** Benchmark and core count, `go 1`. */
  readonly point: string
  /** Width of our 95 % interval, and whether it holds the truth. */
  readonly ours: number
  readonly held: boolean
  /** ln of head's mean less ln of base's where all of base is measured before all of head. */
  readonly sequential: number
}

export interface Tally {
  readonly replays: number
  readonly ours: RuleTally
  readonly neighbours: Readonly<Record<Neighbour, RuleTally>>
  /** Reports in which the afflicted benchmark got the verdict that describes its loss. */
  readonly rightVerdict: number
  /** Reports in which some benchmark was inconclusive. */
  readonly inconclusive: number
  /** Rounds of all reports. */
  readonly rounds: number
  /** Measuring time of all reports, s. */
  readonly seconds: number
  readonly widths: readonly Width[]
}

const NO_RULE: RuleTally = { alarms: 0, found: 0, named: 0, accusedOne: 0 }

export const NO_TALLY: Tally = {
  replays: 0,
  ours: NO_RULE,
  neighbours: forNeighbours(() => NO_RULE),
  rightVerdict: 0,
  inconclusive: 0,
  rounds: 0,
  seconds: 0,
  widths: [],
}

export function forNeighbours<T>(make: (name: Neighbour) => T): Record<Neighbour, T> {
  return Object.fromEntries(NEIGHBOURS.map((name) => [name, make(name)])) as Record<Neighbour, T>
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    replays: a.replays + b.replays,
    ours: addRules(a.ours, b.ours),
    neighbours: forNeighbours((name) => addRules(a.neighbours[name], b.neighbours[name])),
    rightVerdict: a.rightVerdict + b.rightVerdict,
    inconclusive: a.inconclusive + b.inconclusive,
    rounds: a.rounds + b.rounds,
    seconds: a.seconds + b.seconds,
    widths: b.widths.length === 0 ? a.widths : [...a.widths, ...b.widths],
  }
}

function addRules(a: RuleTally, b: RuleTally): RuleTally {
  return {
    alarms: a.alarms + b.alarms,
    found: a.found + b.found,
    named: a.named + b.named,
    accusedOne: a.accusedOne + b.accusedOne,
  }
}

/** A point of a report, and what was done to it. */
export interface JudgedPlace {
  readonly cores: number
  readonly lost: boolean
  readonly accused: boolean
}

/** One report's worth of a rule's answers. */
export function ruleTally(places: readonly JudgedPlace[]): RuleTally {
  const accused = places.filter((place) => place.accused)
  return {
    alarms: Number(accused.length > 0),
    found: Number(accused.some(({ lost }) => lost)),
    named: Number(places.every((place) => place.lost === place.accused)),
    accusedOne: Number(accused.some(({ cores }) => cores === 1)),
  }
}
