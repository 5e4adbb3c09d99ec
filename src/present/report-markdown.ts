import { pageMarkdown } from './document-markdown.js';
import type { Report } from './report.js';
import { reportDocument } from './report-document.js';

/** The page as Markdown. Names of a design cannot start markup, a cell or a link. */
export const reportMarkdown = (report: Report): string => pageMarkdown(reportDocument(report));
