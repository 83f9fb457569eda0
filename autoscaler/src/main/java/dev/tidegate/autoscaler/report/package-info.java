/**
 * Presents results: self-contained pages with charts over time, tables and figures, which need no network and no server. Decides
 * nothing. May import the JDK, Jackson and the template library; no other room. Pages are built by one thread and are immutable
 * once written.
 */
package dev.tidegate.autoscaler.report;
