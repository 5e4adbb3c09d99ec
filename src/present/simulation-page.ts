import type { SimulationReport } from '#simulate/report.js';
import type { SweepReport } from '#simulate/sweep/sweep.js';
import { pageHtml } from './document-html.js';
import { pageMarkdown } from './document-markdown.js';
import { simulationPage } from './simulation-document.js';
import { sweepPage } from './sweep-document.js';

/** The load report as one HTML file with its charts; `svg` is a drawing of the design, or empty. */
export const simulationHtml = (title: string, report: SimulationReport, svg = ''): string => pageHtml(simulationPage(title, report), svg);

/** The load report as Markdown, for a pull request. */
export const simulationMarkdown = (title: string, report: SimulationReport): string => pageMarkdown(simulationPage(title, report));

/** The same of a sweep over the load. */
export const sweepHtml = (title: string, report: SweepReport): string => pageHtml(sweepPage(title, report));
export const sweepMarkdown = (title: string, report: SweepReport): string => pageMarkdown(sweepPage(title, report));
