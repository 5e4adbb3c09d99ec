import { pageHtml } from './document-html.js';
import type { Report } from './report.js';
import { reportDocument } from './report-document.js';

/** The page as one HTML file: nothing to load, no scripts, light and dark. `svg` is a drawing of the design. */
export const reportHtml = (report: Report, svg: string): string => pageHtml(reportDocument(report), svg);
