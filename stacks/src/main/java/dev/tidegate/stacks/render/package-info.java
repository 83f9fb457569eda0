/**
 * The documents everything else runs with, made from plain facts: daemon configuration, alert rules, dashboards, gateway, cache.
 *
 * <p>Text files come from templates, YAML and JSON from Jackson; nothing is pasted together by hand. Imports {@code settings}
 * and no Pulumi. All types are immutable and thread-safe.
 */
package dev.tidegate.stacks.render;
