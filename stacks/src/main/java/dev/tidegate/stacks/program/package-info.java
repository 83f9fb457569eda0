/**
 * The program a Pulumi stack runs: settings in, components wired in readable order, outputs out.
 *
 * <p>The one place that knows all components. A configuration with a mistake provisions nothing. Imports every room of this module.
 */
package dev.tidegate.stacks.program;
