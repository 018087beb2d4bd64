import {
  type AuditReading,
  type BookView,
  type FeatureSnapshot,
  type ProfileSummary,
  type Sources,
  summariseProfile,
  type Us,
  type VolumeProfile,
  type Wall,
} from '@of/core'
import type { ToldSignal } from '@of/signals'
import { qualityOf, type ReportContext, totalsOf } from './build-report.ts'
import type { ToldState } from './feed-state.ts'
import type { ProductFeed } from './product-feed.ts'
import type { Decision, QualityReport, TotalsReport } from './report.ts'

/** The book of a product as of now. */
export interface BookNow {
  /** The greatest exchange time seen. */
  readonly nowUs: Us
  /** The book itself, to be read before the next arrival; `undefined` unless it is believed. */
  readonly book: BookView | undefined
  readonly bookState: ToldState
  /** Why the book is not believed; `null` when it is. */
  readonly bookReason: string | null
  /** Those of the bid side first, each side's best first. */
  readonly walls: readonly Wall[]
}

/** What a screen shows of a product as of now. */
export interface ProductView extends BookNow {
  readonly product: string
  /** The connection that brings its book or, where none does, its trades; `undefined` while neither is brought. */
  readonly connection: string | undefined
  /** The greatest number of any frame of that connection since it opened. */
  readonly sequence: number | undefined
  readonly features: FeatureSnapshot
  readonly sources: Sources
  /** The signal as of now; decisions are taken when a minute closes. */
  readonly signal: ToldSignal
  readonly lastDecision: Decision | undefined
  /** When the next decision falls due; `undefined` before the first frame. */
  readonly nextDecisionUs: Us | undefined
  readonly audit: AuditReading
  /** The profile that features are read from: rows of ticks where they can be told, else bins; `undefined` where neither can. */
  readonly profile: VolumeProfile | undefined
  readonly profileLevels: ProfileSummary | undefined
  readonly totals: TotalsReport
  readonly counts: QualityReport
}

/** The book of a product as of now, which takes far less than all that there is to tell of it. */
export function bookNowOf(feed: ProductFeed, nowUs: Us): BookNow {
  const { analyzer } = feed
  const bookReason = feed.bookReason(nowUs)
  const believed = bookReason === null
  return {
    nowUs,
    book: believed ? analyzer.book : undefined,
    bookState: feed.toldState(nowUs),
    bookReason,
    walls: believed ? analyzer.walls() : [],
  }
}

/** A product as of now. */
export function viewOf(feed: ProductFeed, context: ReportContext & { readonly nextDecisionUs: Us | undefined }): ProductView {
  const { nowUs, score, nextDecisionUs } = context
  const { analyzer } = feed
  const features = feed.features(nowUs)
  const sources = feed.sources(nowUs)
  const profile = profileOf(feed, features)
  return {
    product: feed.id,
    ...carriageOf(feed),
    ...bookNowOf(feed, nowUs),
    features,
    sources,
    signal: score({ features, sources }, feed.id, nowUs),
    lastDecision: feed.state.decisions.at(-1),
    nextDecisionUs,
    audit: analyzer.audit(),
    profile,
    profileLevels: profile && summariseProfile(profile, features.lastPrice.value ?? undefined),
    totals: totalsOf(feed, nowUs),
    counts: qualityOf(feed, context),
  }
}

function carriageOf({ carriers, state }: ProductFeed): Pick<ProductView, 'connection' | 'sequence'> {
  const connection = state.bookFrom ?? state.tradesFrom
  const next = carriers.find(({ name }) => name === connection)?.sync.next
  return { connection, sequence: next === undefined ? undefined : next - 1 }
}

function profileOf({ analyzer }: ProductFeed, { poc, binsPoc }: FeatureSnapshot): VolumeProfile | undefined {
  if (poc.value !== null) return analyzer.profile('ticks')
  return binsPoc.value === null ? undefined : analyzer.profile('bins')
}
